import { GraphError } from '@portico/micro-app'
import { endReasonOf } from '../services/session.ts'
import type { LiveMessage, LiveNotice } from './live-message.ts'

const STREAM_PATH = '/api/live'
/** A stream says where things stand at once; one that does not is held back by something on the way. */
const FIRST_WORD_MS = 5_000
/** The gateway sends a beat every 15 s. */
const SILENT_MS = 40_000
const MIN_PAUSE_MS = 1_000
/** How often a browser asks that cannot have the stream. */
const MAX_PAUSE_MS = 30_000

type Stream = Pick<EventTarget, 'addEventListener'> & Pick<EventSource, 'close'>

/** As the gateway's `live-hub.ts` writes them. */
interface StreamEvents {
  snapshot: { id: string; revoked: string[] }
  beat: number
  access: object
  notice: LiveNotice
  moved: { retryMs: number }
  ended: object
}

export interface LiveSourceOptions {
  userId: string
  receive(update: LiveMessage): void
  /** Null: this browser has no streams, and asks. */
  openStream: ((url: string) => Stream) | null
  /** Rejects with GraphError, as every call does. */
  askState(path: string): Promise<{ id: string; revoked: string[] }>
  /** From 0 to 1: browsers that lose their gateway together must not come back together. */
  random?: () => number
}

/**
 * One browser's line to the gateway: a stream while there is one, else a question now and then. Every stream begins with
 * where things stand, so nothing is missed between two of them.
 */
export class LiveSource {
  readonly #options: LiveSourceOptions
  readonly #random: () => number
  #stream: Stream | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #failures = 0
  #isRunning = false

  constructor(options: LiveSourceOptions) {
    this.#options = options
    this.#random = options.random ?? Math.random
  }

  /** Again after `stop`, or after a session that ended began anew. */
  start(): void {
    if (this.#isRunning) return
    this.#isRunning = true
    this.#failures = 0
    this.#open()
  }

  stop(): void {
    this.#isRunning = false
    this.#close()
  }

  #open(): void {
    const { openStream, userId } = this.#options
    this.#close()
    if (openStream === null) return void this.#ask()
    const stream = openStream(`${STREAM_PATH}?user=${encodeURIComponent(userId)}`)
    this.#stream = stream
    this.#expect(FIRST_WORD_MS)
    this.#on(stream, 'snapshot', ({ id, revoked }) => {
      this.#failures = 0
      this.#options.receive({ type: 'snapshot', id, revoked })
    })
    this.#on(stream, 'beat', () => {})
    this.#on(stream, 'access', () => this.#options.receive({ type: 'access' }))
    this.#on(stream, 'notice', notice => this.#options.receive({ type: 'notice', notice }))
    this.#on(stream, 'moved', ({ retryMs }) => this.#later(retryMs, () => this.#open()))
    // The browser may have another session by now.
    this.#on(stream, 'ended', () => void this.#ask())
    stream.addEventListener('error', () => {
      if (stream === this.#stream) void this.#ask()
    })
  }

  #on<T extends keyof StreamEvents>(stream: Stream, type: T, receive: (data: StreamEvents[T]) => void): void {
    stream.addEventListener(type, event => {
      if (stream !== this.#stream) return
      this.#expect(SILENT_MS)
      receive(JSON.parse((event as MessageEvent<string>).data) as StreamEvents[T])
    })
  }

  /** Something within this time, or the stream is dead. */
  #expect(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#ask(), ms)
  }

  /** The status says what a broken stream does not; the answer is what was missed. */
  async #ask(): Promise<void> {
    const { askState, receive, userId } = this.#options
    this.#close()
    let retryMs = 0
    try {
      const state = await askState(`${STREAM_PATH}/state?user=${encodeURIComponent(userId)}`)
      if (!this.#isRunning) return
      receive({ type: 'snapshot', ...state })
    } catch (error) {
      if (!this.#isRunning) return
      const update = updateOf(error)
      if (update) return this.#end(update)
      retryMs = retryMsOf(error)
    }
    const pause = Math.min(MAX_PAUSE_MS, MIN_PAUSE_MS * 2 ** this.#failures)
    this.#failures += 1
    this.#later(Math.max(retryMs, pause * (0.5 + this.#random())), () => this.#open())
  }

  #end(update: LiveMessage): void {
    this.stop()
    this.#options.receive(update)
  }

  #later(ms: number, work: () => void): void {
    this.#close()
    this.#timer = setTimeout(work, ms)
  }

  #close(): void {
    clearTimeout(this.#timer)
    this.#stream?.close()
    this.#stream = null
  }
}

/** Null: the gateway could not say, which says nothing new. */
function updateOf(error: unknown): LiveMessage | null {
  if (!(error instanceof GraphError)) return null
  if (error.code === 'SESSION_CHANGED') return { type: 'replaced' }
  if (error.code === 'UNAUTHENTICATED') return { type: 'ended' }
  return error.code === 'SESSION_ENDED' ? { type: 'ended', reason: endReasonOf(error) ?? null } : null
}

function retryMsOf(error: unknown): number {
  const details = error instanceof GraphError ? error.errors[0]?.details : undefined
  const facts = (details ?? {}) as { retryAfterSeconds?: unknown }
  return typeof facts.retryAfterSeconds === 'number' ? 1_000 * facts.retryAfterSeconds : 0
}
