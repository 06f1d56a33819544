import { isOfAddress } from '../ledger/address-events.ts'
import { overrideMethod } from './override.ts'
import type { PageApps } from './page-apps.ts'

/** What apps send to their window, and what says where it came from. */
export function watchEvents(apps: PageApps): void {
  // Code that has moved the address lets its router know by it; the shell's and other apps' addresses have not moved.
  overrideMethod<EventTarget>(window, 'dispatchEvent', (native, [event]) => {
    const owner = isOfAddress((event as Event | undefined)?.type) ? apps.caller() : null
    return owner === null ? native(event) : owner.address.dispatchEvent(event as Event)
  })
  nameSource(apps)
}

/** A message that a page has sent to itself is from its `window`, by which polyfills of `setImmediate` know their own. */
function nameSource(apps: PageApps): void {
  const native = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'source')
  if (native?.get === undefined) return
  const { get } = native
  Object.defineProperty(MessageEvent.prototype, 'source', {
    ...native,
    get(this: MessageEvent) {
      const source: unknown = get.call(this)
      return source === window ? (apps.caller()?.window ?? source) : source
    },
  })
}
