import { type AppClosing, CLOSING_EVENT } from '@portico/micro-app/closing'

/** For tests of apps, which ask what an app has left; where none listens it costs one event. */
export function announceClosing(closing: AppClosing): void {
  window.dispatchEvent(new CustomEvent(CLOSING_EVENT, { detail: closing }))
}
