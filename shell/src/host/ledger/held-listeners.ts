import type { LeftThing } from '@portico/micro-app/closing'
import type { Held } from './held.ts'
import { nameOfTarget } from './left-things.ts'
import { isCapture, isOfTheSeen, isOnce, type Listening, sameListening } from './listening.ts'

// The page's shared objects have functions of the host in front of these.
const { addEventListener, removeEventListener } = EventTarget.prototype

const OF_FAULTS = /^(?:error|unhandledrejection|rejectionhandled)$/

/** What one app listens to outside of its own element. A hidden one receives no event of keyboard, pointer or clipboard. */
export class HeldListeners implements Held {
  /** What the browser calls in the place of a listener that is made now; null: itself. */
  surround: ((listener: EventListenerOrEventListenerObject) => EventListenerOrEventListenerObject) | null =
    null
  /** Whether an error that nothing caught may be this app's. */
  mayBeOwn: (event: Event) => boolean = () => true
  #listenings: Listening[] = []
  #isAttached = true
  #isPaused = false
  #isLoading = true

  loaded(): void {
    this.#isLoading = false
  }

  attach(): void {
    if (this.#isAttached) return
    this.#isAttached = true
    for (const listening of this.#listenings) this.#listen(listening)
  }

  detach(): void {
    this.#isAttached = false
    for (const listening of this.#listenings) unlisten(listening)
    this.#listenings = this.#listenings.filter(listening => listening.isKept)
  }

  left(): LeftThing[] {
    const left = this.#listenings.filter(listening => !listening.isKept && !isOnce(listening))
    return left.map(({ target, type, listener, called }) => ({
      ...{ kind: 'listener', name: `${nameOfTarget(target)} ${type}`, thing: listener ?? called ?? target },
    }))
  }

  pause(): void {
    this.#isPaused = true
    for (const listening of this.#listenings) if (isOfTheSeen(listening.type)) unlisten(listening)
  }

  resume(): void {
    this.#isPaused = false
    if (!this.#isAttached) return
    for (const listening of this.#listenings) if (isOfTheSeen(listening.type)) this.#listen(listening)
  }

  add(
    target: EventTarget,
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void {
    const isKept = this.#isLoading && !isOnce({ options })
    if (listener === null || (!this.#isAttached && !isKept)) return
    const surrounded = this.surround?.(listener) ?? listener
    const called = target === window && OF_FAULTS.test(type) ? this.#ofOwn(surrounded) : surrounded
    const listening: Listening = { target, type, listener, called, options, isKept }
    if (this.#listenings.some(other => sameListening(other, listening))) return
    this.#listenings.push(listening)
    if (this.#isAttached) this.#listen(listening)
    this.#forgetWhenOver(listening)
  }

  remove(
    target: EventTarget,
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void {
    const removed: Listening = { target, type, listener, options, isKept: false }
    const meant = this.#listenings.filter(listening => sameListening(listening, removed))
    this.#listenings = this.#listenings.filter(listening => !meant.includes(listening))
    for (const listening of [...meant, removed]) unlisten(listening)
  }

  /** Lets the app's own listeners receive an event that the page has long behind it. One that throws keeps no other from it. */
  announce(type: string): void {
    this.#send(new Event(type))
  }

  #send(event: Event): void {
    const meant = this.#listenings.filter(listening => listening.type === event.type)
    for (const { target, listener: given, called: listener = given } of meant) {
      try {
        if (typeof listener === 'function') listener.call(target, event)
        else listener?.handleEvent(event)
      } catch (error) {
        reportError(error)
      }
    }
  }

  /** An app that keeps account of its errors would report those of others, and one that stops an event would hide them. */
  #ofOwn(listener: EventListenerOrEventListenerObject): EventListener {
    return event => {
      if (!this.mayBeOwn(event)) return
      if (typeof listener === 'function') listener.call(window, event)
      else listener.handleEvent(event)
    }
  }

  /** Whether a listener of the app would have the person asked before its page is left, as pages say that hold unsaved work. */
  asksToStay(): boolean {
    const event = document.createEvent('BeforeUnloadEvent')
    event.initEvent('beforeunload', false, true)
    this.#send(event)
    return event.defaultPrevented || (typeof event.returnValue === 'string' && event.returnValue !== '')
  }

  #listen(listening: Listening): void {
    const { target, type, listener, called, options } = listening
    if (this.#isPaused && isOfTheSeen(type)) return
    addEventListener.call(target, type, called ?? listener, options)
  }

  /** One that the browser itself has removed must not come back when the tab is shown. */
  #forgetWhenOver(listening: Listening): void {
    const { target, type, options } = listening
    const forget = () => {
      this.#listenings = this.#listenings.filter(other => other !== listening)
    }
    if (isOnce(listening)) {
      addEventListener.call(target, type, forget, { once: true, capture: isCapture(listening) })
    }
    if (typeof options === 'object') options.signal?.addEventListener('abort', forget, { once: true })
  }
}

function unlisten({ target, type, listener, called, options }: Listening): void {
  removeEventListener.call(target, type, called ?? listener, options)
}
