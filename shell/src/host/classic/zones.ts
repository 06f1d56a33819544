import type { SandboxWindow } from '../sandbox/scope.ts'

type Listener = EventListenerOrEventListenerObject

interface Zones {
  current: { wrap(call: (event: Event) => unknown, source: string): EventListener }
}

/**
 * Parts of Zone.js that would change what all apps of the page share, and are needed by none: `onclick =` of an element, and what
 * functions say of themselves. Listeners and timers, which Angular lives by, are not among them.
 */
export const ZONE_FLAGS = {
  __Zone_disable_on_property: true,
  __Zone_disable_toString: true,
  __Zone_disable_geolocation: true,
}

/**
 * Zone.js follows a listener by its patch of `EventTarget.prototype`, which those of the window and the document do not pass
 * here. They are given the zone in which they were made, or Angular would not see that anything has changed.
 */
export function listenInZone(page: SandboxWindow, listener: Listener): Listener {
  const zones = page.Zone as Partial<Zones> | undefined
  const current = zones?.current
  if (typeof current?.wrap !== 'function') return listener
  const call =
    typeof listener === 'function' ? listener : (event: Event): unknown => listener.handleEvent(event)
  return current.wrap(call, 'addEventListener')
}
