import { HeldExpandos } from '../ledger/held-expandos.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { overrideMethod, overrideProperty } from './override.ts'
import type { PageApps } from './page-apps.ts'

/** Handlers of `body` that are the window's, by the HTML standard. */
const OF_WINDOW =
  /^on(?:blur|error|focus|load|resize|scroll|afterprint|beforeprint|beforeunload|hashchange|languagechange|message|messageerror|offline|online|pagehide|pageshow|popstate|rejectionhandled|storage|unhandledrejection|unload)$/

type Listening = Parameters<Ledger['listeners']['add']>

/** What apps listen to on the page's shared objects is written into their ledgers. */
export function watchListeners(apps: PageApps): void {
  const { documentElement, head, body } = document
  const others = listOthers()
  for (const target of [window, document, documentElement, head, body, ...others]) {
    overrideMethod<EventTarget>(target, 'addEventListener', (native, args) => {
      const owner = apps.caller()
      if (owner === null) return native(...args)
      return owner.listen(target, ...(args as Parameters<EventTarget['addEventListener']>))
    })
    overrideMethod<EventTarget>(target, 'removeEventListener', (native, args) => {
      native(...args)
      const [type, listener, options] = args as Parameters<EventTarget['removeEventListener']>
      const listening: Listening = [target, type, listener, options as Listening[3]]
      for (const ledger of apps.list()) ledger.listeners.remove(...listening)
    })
  }
  for (const target of [document, documentElement, body, ...others]) watchHandlers(apps, target)
}

/** Of the objects that a page has once, those beside window and document that send events; as far as this browser has them. */
function listOthers(): EventTarget[] {
  const { navigation, screen, visualViewport, performance, speechSynthesis, cookieStore } = window
  const { serviceWorker, mediaDevices } = navigator as Partial<Navigator>
  const { connection } = navigator as { connection?: unknown }
  const pageOwn = [navigation, screen, screen.orientation, visualViewport, performance, speechSynthesis]
  const all: unknown[] = [...pageOwn, cookieStore, serviceWorker, mediaDevices, connection]
  return [...all, document.fonts].filter(target => target instanceof EventTarget)
}

/** Before an app's code runs: what stands on the shared objects by then is none of its doing. */
export function noteProperties(): void {
  const { documentElement, head, body } = document
  for (const target of [document, documentElement, head, body]) HeldExpandos.know(target)
}

function watchHandlers(apps: PageApps, target: EventTarget): void {
  for (const name in target) {
    if (!name.startsWith('on')) continue
    const type = name.slice(2)
    const at = target === document.body && OF_WINDOW.test(name) ? window : target
    overrideProperty(target, name, {
      get: native => apps.caller()?.handlers.get(at, type) ?? native(),
      set(native, value) {
        const owner = apps.caller()
        if (owner === null) native(value)
        else owner.handlers.set(at, type, value)
      },
    })
  }
}
