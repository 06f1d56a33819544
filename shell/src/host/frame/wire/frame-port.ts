import { describeError, type FrameMessage, readMessage, type WireError } from './messages.ts'

/** Calls of the other side that may be under way at once. */
const MAX_CALLS = 32

export interface FramePortHandlers {
  /** False: what has come is not looked at. */
  admit?(data: unknown): boolean
  say(name: string, value: unknown): void
  /** What it answers, or rejects with, is what the other side gets. */
  call(name: string, value: unknown): Promise<unknown>
  /** A message that no honest other side sends. */
  malformed(): void
  /** Makes the error that a call of this side rejects with. */
  errorOf(error: WireError): Error
}

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
  timer: ReturnType<typeof setTimeout>
}

/** One end of the only way between the shell and a frame. A port that is closed sends nothing, and rejects what waits. */
export class FramePort {
  readonly #port: MessagePort
  readonly #handlers: FramePortHandlers
  readonly #waiting = new Map<number, Waiting>()
  #lastId = 0
  #underWay = 0
  #isClosed = false

  constructor(port: MessagePort, handlers: FramePortHandlers) {
    this.#port = port
    this.#handlers = handlers
    port.onmessage = ({ data }) => this.#take(data)
  }

  /** Throws where the value is none that JSON can hold. */
  say(name: string, value: unknown = null): void {
    this.#send({ type: 'say', name, value })
  }

  /** Rejects with FRAME_TIMEOUT when no answer comes in time. */
  call(name: string, value: unknown, timeoutMs: number): Promise<unknown> {
    const { errorOf } = this.#handlers
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    if (this.#isClosed) return Promise.reject(errorOf(CLOSED))
    const id = ++this.#lastId
    const timer = setTimeout(() => {
      this.#waiting.delete(id)
      const message = `The other side of the frame did not answer ${name} within ${timeoutMs} ms`
      reject(errorOf({ code: 'FRAME_TIMEOUT', message }))
    }, timeoutMs)
    this.#waiting.set(id, { resolve, reject, timer })
    this.#send({ type: 'call', id, name, value })
    return promise
  }

  close(): void {
    this.#isClosed = true
    this.#port.onmessage = null
    this.#port.close()
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer)
      reject(this.#handlers.errorOf(CLOSED))
    }
    this.#waiting.clear()
  }

  #send(message: FrameMessage): void {
    if (!this.#isClosed) this.#port.postMessage(JSON.stringify(message))
  }

  #take(data: unknown): void {
    if (this.#handlers.admit?.(data) === false) return
    const message = readMessage(data)
    if (message === null) this.#handlers.malformed()
    else if (message.type === 'say') this.#handlers.say(message.name, message.value)
    else if (message.type === 'answer') this.#settle(message)
    else void this.#answer(message)
  }

  #settle({ id, value, error }: FrameMessage & { type: 'answer' }): void {
    const waiting = this.#waiting.get(id)
    if (waiting === undefined) return
    this.#waiting.delete(id)
    clearTimeout(waiting.timer)
    if (error === undefined) waiting.resolve(value)
    else waiting.reject(this.#handlers.errorOf(error))
  }

  async #answer({ id, name, value }: FrameMessage & { type: 'call' }): Promise<void> {
    if (this.#underWay >= MAX_CALLS) return this.#send({ type: 'answer', id, error: BUSY })
    this.#underWay += 1
    try {
      this.#send({ type: 'answer', id, value: await this.#handlers.call(name, value) })
    } catch (error) {
      this.#send({ type: 'answer', id, error: describeError(error) })
    } finally {
      this.#underWay -= 1
    }
  }
}

const CLOSED: WireError = { code: 'FRAME_CLOSED', message: 'The frame is closed' }
const BUSY: WireError = {
  code: 'FRAME_BUSY',
  message: `More than ${MAX_CALLS} calls of the frame are under way; wait for some`,
}
