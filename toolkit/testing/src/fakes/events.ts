import type { AppEvents, EventService, Undo } from '@portico/micro-app'

type Listener = (event: never) => void

export class FakeEvents implements EventService {
  readonly emitted: { type: keyof AppEvents; event: AppEvents[keyof AppEvents] }[] = []
  readonly #listeners = new Map<keyof AppEvents, Set<Listener>>()

  emit<K extends keyof AppEvents>(type: K, event: AppEvents[K]): void {
    this.emitted.push({ type, event })
    for (const listener of [...(this.#listeners.get(type) ?? [])]) listener(event as never)
  }

  on<K extends keyof AppEvents>(type: K, listener: (event: AppEvents[K]) => void): Undo {
    const own = (event: AppEvents[K]) => listener(event)
    const listeners = this.#listeners.get(type) ?? new Set()
    this.#listeners.set(type, listeners.add(own))
    return () => void listeners.delete(own)
  }
}
