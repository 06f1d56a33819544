import { FRAME_PROTOCOL, isRecord } from './wire/messages.ts'

export interface GreetingHandlers {
  greeted(port: MessagePort): void
  /** `reason` completes "it sent ...". */
  refused(reason: string): void
  /** Whatever the frame sends to the window after its greeting. */
  excess(data: unknown): void
}

/** Takes the one greeting of a frame: from its window, without an origin, with the nonce, and with one port. */
export class FrameGreetings {
  readonly #frame: HTMLIFrameElement
  readonly #nonce: string
  readonly #handlers: GreetingHandlers
  #isGreeted = false

  constructor(frame: HTMLIFrameElement, nonce: string, handlers: GreetingHandlers) {
    this.#frame = frame
    this.#nonce = nonce
    this.#handlers = handlers
    window.addEventListener('message', this.#take)
  }

  stop(): void {
    window.removeEventListener('message', this.#take)
  }

  #take = (event: MessageEvent): void => {
    const { source, data, ports } = event
    if (source === null || source !== this.#frame.contentWindow) return
    // No app of the page has anything to do with it.
    event.stopImmediatePropagation()
    if (this.#isGreeted) return void this.#handlers.excess(data)
    const fault = this.#faultOf(event)
    const [port] = ports
    if (fault !== null || port === undefined)
      return void this.#handlers.refused(fault ?? 'a greeting without a port')
    this.#isGreeted = true
    this.#handlers.greeted(port)
  }

  /** In words that complete "it sent ..."; null: it is the greeting. */
  #faultOf({ origin, data, ports }: MessageEvent): string | null {
    const isOwn = isRecord(data) && data.portico === 'frame' && data.nonce === this.#nonce
    if (origin !== 'null' || !isOwn || ports.length !== 1)
      return 'something else than the greeting it was given'
    if (data.protocol === FRAME_PROTOCOL) return null
    return `a greeting of protocol ${String(data.protocol)}, not ${FRAME_PROTOCOL}`
  }
}
