import type { NotificationListener, Notifications } from './notifications.ts'

/** Within one process. It is never away, so there are no gaps. */
export class LocalNotifications implements Notifications {
  readonly #listeners = new Map<string, Set<NotificationListener>>()

  /** Listeners are called before it resolves, and not by the caller's own turn. */
  async publish(channel: string, text: string): Promise<void> {
    await Promise.resolve()
    for (const listener of this.#listeners.get(channel) ?? []) listener.onMessage(text)
  }

  subscribe(channel: string, listener: NotificationListener): () => void {
    const listeners = this.#listeners.get(channel) ?? new Set()
    this.#listeners.set(channel, listeners.add(listener))
    return () => void listeners.delete(listener)
  }

  close(): void {
    this.#listeners.clear()
  }
}
