import { overrideMethod } from './override.ts'
import type { PageApps } from './page-apps.ts'

/** What one app may not do to the page of all. Each refusal has a code and says what to do instead. */
export function refuseTakeovers(apps: PageApps): void {
  for (const name of ['open', 'write', 'writeln', 'close'] as const) {
    overrideMethod(document, name, (native, args) => {
      const owner = apps.caller()
      if (owner === null) return native(...args)
      console.warn(
        `[portico] DOCUMENT_WRITE_REFUSED: document.${name} of ${owner.instanceId} would replace the page; write into the app's element`,
      )
      return undefined
    })
  }
  if (!('serviceWorker' in navigator)) return
  overrideMethod(navigator.serviceWorker, 'register', (native, args) => {
    const owner = apps.caller()
    if (owner === null) return native(...args)
    const said = `SERVICE_WORKER_REFUSED: a service worker of ${owner.instanceId} would answer for the whole page; use a worker, or the shell's services`
    return Promise.reject(new DOMException(said, 'SecurityError'))
  })
}
