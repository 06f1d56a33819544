import type { Held } from './held.ts'
import type { HeldListeners } from './held-listeners.ts'

type Handler = (this: EventTarget, ...args: unknown[]) => unknown

/**
 * Event handler properties of one app, `document.onclick` and its like, as listeners: so that two apps may each set the same
 * one, and a closed app leaves none behind.
 */
export class HeldHandlers implements Held {
  readonly #listeners: HeldListeners
  readonly #handlers = new Map<EventTarget, Map<string, { handler: Handler; listener: EventListener }>>()

  constructor(listeners: HeldListeners) {
    this.#listeners = listeners
  }

  /** `name` without the `on`. */
  get(target: EventTarget, name: string): Handler | null {
    return this.#handlers.get(target)?.get(name)?.handler ?? null
  }

  set(target: EventTarget, name: string, handler: unknown): void {
    const handlers = this.#handlers.get(target) ?? new Map()
    this.#handlers.set(target, handlers)
    const before = handlers.get(name)
    if (before !== undefined) this.#listeners.remove(target, name, before.listener)
    handlers.delete(name)
    if (typeof handler !== 'function') return
    const listener = listenerOf(target, handler as Handler)
    handlers.set(name, { handler: handler as Handler, listener })
    this.#listeners.add(target, name, listener)
  }

  detach(): void {
    this.#handlers.clear()
  }
}

/**
 * The answer of a handler counts, unlike a listener's: false prevents the default, of `onerror` it is true that does, and of
 * `onbeforeunload` whatever is not nothing.
 */
function listenerOf(target: EventTarget, handler: Handler): EventListener {
  return event => {
    if (event instanceof ErrorEvent && target instanceof Window) {
      const { message, filename, lineno, colno, error } = event
      if (handler.call(target, message, filename, lineno, colno, error) === true) event.preventDefault()
      return
    }
    const answer = handler.call(target, event)
    const isKept = event.type === 'beforeunload' ? answer !== undefined && answer !== null : answer === false
    if (isKept) event.preventDefault()
  }
}
