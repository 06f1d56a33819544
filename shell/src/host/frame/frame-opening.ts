import type { MountProps } from '@portico/micro-app'
import { SubAppError, toAppError } from '../failure/app-error.ts'
import { FrameBudget } from './frame-budget.ts'
import { diagnoseFrame } from './frame-diagnosis.ts'
import { createFrame, frameAddress } from './frame-element.ts'
import { errorOfFrame } from './frame-errors.ts'
import { FrameGreetings } from './frame-greetings.ts'
import { FrameServices } from './frame-services.ts'
import type { FrameTarget } from './frame-target.ts'
import { FramePort } from './wire/frame-port.ts'

/** How long a document that has loaded may say nothing: it greets with its first line. */
const SILENCE_MS = 2_000
/** An app that does not answer in time is closed all the same. */
const UNMOUNT_MS = 1_500
const LEAVE_MS = 3_000

/** One frame, from its making to its end: greeting, messages, and what ends it. */
export class FrameOpening {
  /** Settles when the app is mounted in it, or rejects with an AppError. */
  readonly ready: Promise<void>
  readonly #target: FrameTarget
  readonly #props: MountProps
  readonly #frame: HTMLIFrameElement
  readonly #greetings: FrameGreetings
  readonly #services: FrameServices
  readonly #budget = new FrameBudget()
  readonly #settled = Promise.withResolvers<void>()
  #port: FramePort | null = null
  #isReady = false
  #isOver = false
  #loads = 0
  #silence: ReturnType<typeof setTimeout> | undefined

  constructor(target: FrameTarget, props: MountProps) {
    this.#target = target
    this.#props = props
    this.ready = this.#settled.promise
    // It rejects too where the host has given up waiting.
    this.ready.catch(() => {})
    const nonce = crypto.randomUUID()
    this.#frame = createFrame(target, props, nonce)
    this.#services = new FrameServices({
      props,
      manifest: target.app.manifest,
      frame: this.#frame,
      say: (name, value) => this.say(name, value),
      onReady: () => this.#becomeReady(),
      onFailed: error => this.#end(toAppError(error, 'MOUNT_FAILED')),
    })
    this.#greetings = new FrameGreetings(this.#frame, nonce, {
      greeted: port => this.#listenTo(port),
      refused: reason => this.#refuse(reason),
      // There is nothing to say through the window after the greeting.
      excess: data => this.#admit(data),
    })
    this.#frame.addEventListener('load', () => this.#loaded())
    props.container.append(this.#frame, this.#services.typedField)
  }

  get asksBeforeLeave(): boolean {
    return this.#services.asksBeforeLeave
  }

  say(name: string, value?: unknown): void {
    this.#port?.say(name, value)
  }

  async mayLeave(): Promise<boolean> {
    return (await this.#port?.call('beforeLeave', null, LEAVE_MS)) !== false
  }

  /** Asks the app to end, and takes the frame away whether it has answered or not: nothing of it runs on. */
  async close(): Promise<void> {
    try {
      if (this.#isReady) await this.#port?.call('unmount', null, UNMOUNT_MS)
    } finally {
      this.#remove()
    }
  }

  #becomeReady(): void {
    if (this.#isReady) return
    this.#isReady = true
    this.#settled.resolve()
  }

  #listenTo(port: MessagePort): void {
    clearTimeout(this.#silence)
    this.#port = new FramePort(port, {
      admit: data => this.#admit(data),
      say: (name, value) => this.#guard(() => this.#services.take(name, value)),
      call: (name, value) => this.#services.answer(name, value),
      malformed: () => this.#refuse('a message that is none of the protocol'),
      errorOf: error => errorOfFrame(error, this.#target.app.manifest),
    })
    this.#services.start()
  }

  #guard(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#refuse(error instanceof Error ? error.message : String(error))
    }
  }

  #admit(data: unknown): boolean {
    if (this.#isOver) return false
    if (this.#budget.spend(typeof data === 'string' ? data.length : 0)) return true
    this.#refuse('more messages than a frame may send')
    return false
  }

  #loaded(): void {
    this.#loads += 1
    if (this.#loads > 1) {
      const message = 'The frame has left the document of its app, or has loaded it anew'
      this.#end(new SubAppError('FRAME_LEFT', message))
    } else if (this.#port === null) this.#silence = setTimeout(() => void this.#explainSilence(), SILENCE_MS)
  }

  async #explainSilence(): Promise<void> {
    this.#end(await diagnoseFrame(frameAddress(this.#target)))
  }

  #refuse(reason: string): void {
    const { name, version } = this.#target.app.manifest
    this.#end(
      new SubAppError('FRAME_REFUSED', `The frame of ${name}@${version} was ended: it sent ${reason}`),
    )
  }

  #end(error: SubAppError): void {
    if (this.#isOver) return
    this.#remove()
    if (this.#isReady) this.#props.onError(error)
    else this.#settled.reject(error)
  }

  #remove(): void {
    this.#isOver = true
    clearTimeout(this.#silence)
    this.#greetings.stop()
    this.#services.stop()
    this.#port?.close()
    this.#frame.remove()
  }
}
