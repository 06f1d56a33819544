import type { Undo } from '@portico/micro-app'
import { settings } from './settings.ts'

/** What one tab sends to the others of its browser, which share its cookie. */
export type SessionMessage = { type: 'ended' } | { type: 'started'; userId: string; tenantId: string }

type MessageChannel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'removeEventListener'>

const ENDED_AT = 'session.ended'

/**
 * Sent at once to every tab that runs. A tab that is frozen, or discarded and restored, may never receive it: that a user
 * logged out is therefore written down too, for the tab to read when it comes back.
 */
export class SessionChannel {
  readonly #channel: MessageChannel | null
  readonly #now: () => number

  /** `channel` null: the browser has none, and tabs learn of it when they are looked at. `now` in ms. */
  constructor(channel: MessageChannel | null = openChannel(), now: () => number = Date.now) {
    this.#channel = channel
    this.#now = now
  }

  send(update: SessionMessage): void {
    if (update.type === 'ended') settings.write(ENDED_AT, String(this.#now()))
    this.#channel?.postMessage(update)
  }

  /** Receives what other tabs send, not what this one does. */
  listen(receive: (update: SessionMessage) => void): Undo {
    const onMessage = ({ data }: MessageEvent<SessionMessage>) => receive(data)
    this.#channel?.addEventListener('message', onMessage)
    return () => this.#channel?.removeEventListener('message', onMessage)
  }

  /** Whether a user logged out in this browser after that time, in ms. */
  hasEndedSince(timeMs: number): boolean {
    return Number(settings.read(ENDED_AT) ?? 0) > timeMs
  }
}

function openChannel(): MessageChannel | null {
  return typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('portico.session')
}

/** The page's own. */
export const sessionChannel = new SessionChannel()
