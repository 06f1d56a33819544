import type { LiveMessage } from './live-message.ts'
import type { LiveSource } from './live-source.ts'

type Channel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'close'>
type Message = LiveMessage | { type: 'hello' }

export interface LiveLinkOptions {
  /** Of this user's tabs in this browser. */
  name: string
  createSource(receive: (update: LiveMessage) => void): Pick<LiveSource, 'start' | 'stop'>
  receive(update: LiveMessage): void
  /** Null: the browser has none, and each tab has a source of its own. */
  locks: Pick<LockManager, 'request'> | null
  openChannel: (name: string) => Channel
}

/**
 * One tab of a user leads and has the line to the gateway; it passes the messages on to the others. When it goes the browser gives the lock to
 * the next, whose line begins with where things stand.
 */
export class LiveLink {
  readonly #options: LiveLinkOptions
  #source: Pick<LiveSource, 'start' | 'stop'> | null = null
  #channel: Channel | null = null
  #last: LiveMessage | null = null
  #leaving: AbortController | null = null

  constructor(options: LiveLinkOptions) {
    this.#options = options
  }

  start(): void {
    if (this.#leaving) return
    const { locks, name, openChannel } = this.#options
    const leaving = new AbortController()
    this.#leaving = leaving
    if (locks === null) {
      this.#lead()
      return
    }
    this.#channel = openChannel(name)
    this.#channel.addEventListener('message', this.#onMessage)
    // What was sent between the page's making and this moment.
    this.#post({ type: 'hello' })
    const lead = () => {
      this.#lead()
      return new Promise<void>(done => leaving.signal.addEventListener('abort', () => done()))
    }
    locks.request(name, { signal: leaving.signal }, lead).catch(() => {})
  }

  /** Before the page goes, so that another tab leads at once. */
  stop(): void {
    this.#leaving?.abort()
    this.#leaving = null
    this.#source?.stop()
    this.#source = null
    this.#channel?.close()
    this.#channel = null
  }

  /** The user has logged in again: a line that ended with the session begins anew. */
  resume(): void {
    this.#source?.start()
  }

  #lead(): void {
    this.#source = this.#options.createSource(update => {
      if (update.type === 'snapshot') this.#last = update
      this.#post(update)
      this.#options.receive(update)
    })
    this.#source.start()
  }

  readonly #onMessage = ({ data }: MessageEvent<Message>): void => {
    if (data.type !== 'hello') this.#options.receive(data)
    else if (this.#source && this.#last) this.#post(this.#last)
  }

  #post(message: Message): void {
    this.#channel?.postMessage(message)
  }
}
