import { isOfAddress } from '../ledger/address-events.ts'
import { overrideMethod } from './override.ts'
import type { PageApps } from './page-apps.ts'

/** What apps send to their window, and what tells them who sent it. */
export function watchEvents(apps: PageApps): void {
  // Routers are told by it that their code has moved the address; the shell's and other apps' have not moved.
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
