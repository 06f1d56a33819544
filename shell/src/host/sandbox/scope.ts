import { SCOPED_CONNECTIONS, SCOPED_EVENTS, SCOPED_OBSERVERS } from '@portico/micro-app/scoped-names'
import { isOfAddress } from '../ledger/address-events.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { appChannel } from './app-channel.ts'
import { appConnection } from './app-connections.ts'
import type { AppAddress } from './app-history.ts'
import { appObserver } from './app-observers.ts'
import { acceptSandboxes, appEvent } from './app-ui-events.ts'
import { overlay } from './overlay.ts'

/** The window a sub-app sees: reads fall through to the real one, writes stay with the app. */
export type SandboxWindow = Window & typeof globalThis & Record<string, unknown>

/** What a chunk's first line destructures: the free globals of a module, bound to the app's sandbox. */
export type Scope = Readonly<Record<string, unknown>>

export interface ScopeParts {
  ledger: Ledger
  sandbox: SandboxWindow
  address: AppAddress
  localStorage: Storage
  sessionStorage: Storage
  customElements: CustomElementRegistry | undefined
}

/** Binds the sandbox's window to the app's ledger, and answers with what its chunks are bound to. */
export function createScope(parts: ScopeParts): Scope {
  const { sandbox, ledger, address } = parts
  acceptSandboxes(sandbox)
  ledger.window = sandbox
  const globals = { ...functionsOf(ledger), ...classesOf(parts), ...objectsOf(parts) }
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(sandbox, name, { value, configurable: true, writable: true, enumerable: true })
  }
  bindHandlers(sandbox, ledger)
  // The only way in that qiankun leaves: an address cannot be defined on a window (library-patches.ts).
  Object.assign(sandbox, { __PORTICO_LOCATION__: address.location })
  const self = { window: sandbox, self: sandbox, globalThis: sandbox, top: sandbox, parent: sandbox }
  return { ...self, frames: sandbox, document, location: address.location, ...globals }
}

function functionsOf(ledger: Ledger) {
  const { timers, frames } = ledger
  const targetOf = (type: string) => (isOfAddress(type) ? ledger.address : window)
  const addEventListener: Window['addEventListener'] = (
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ) => ledger.listen(targetOf(type), type, listener, options)
  const removeEventListener: Window['removeEventListener'] = (
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ) => ledger.listeners.remove(targetOf(type), type, listener, options)
  return {
    addEventListener,
    removeEventListener,
    setTimeout: timers.setTimeout.bind(timers),
    setInterval: timers.setInterval.bind(timers),
    clearTimeout: timers.clear.bind(timers),
    clearInterval: timers.clear.bind(timers),
    requestAnimationFrame: frames.requestFrame.bind(frames),
    cancelAnimationFrame: frames.cancel.bind(frames),
    requestIdleCallback: frames.requestIdle.bind(frames),
    cancelIdleCallback: frames.cancel.bind(frames),
    matchMedia: (query: string) => watchedMedia(ledger, window.matchMedia(query)),
  }
}

/** A list of media is made anew by each call, and lives as long as it is listened to. */
function watchedMedia({ listeners }: Ledger, media: MediaQueryList): MediaQueryList {
  const add = (type: string, listener: EventListener, options?: AddEventListenerOptions) =>
    listeners.add(media, type, listener, options)
  const remove = (type: string, listener: EventListener, options?: EventListenerOptions) =>
    listeners.remove(media, type, listener, options)
  return Object.assign(media, {
    addEventListener: add,
    removeEventListener: remove,
    addListener: (listener: EventListener) => add('change', listener),
    removeListener: (listener: EventListener) => remove('change', listener),
  })
}

function classesOf({ ledger, sandbox }: ScopeParts): Record<string, unknown> {
  const classes: Record<string, unknown> = { BroadcastChannel: appChannel(ledger) }
  for (const name of SCOPED_OBSERVERS) if (window[name]) classes[name] = appObserver(window[name], ledger)
  for (const name of SCOPED_CONNECTIONS) if (window[name]) classes[name] = appConnection(window[name], ledger)
  for (const name of SCOPED_EVENTS) {
    const Native = window[name] as Parameters<typeof appEvent>[0] | undefined
    if (Native) classes[name] = appEvent(Native, sandbox)
  }
  return classes
}

function objectsOf({ address, localStorage, sessionStorage, customElements }: ScopeParts) {
  const names = customElements && overlay(customElements)
  return { history: overlay(address.history), localStorage, sessionStorage, customElements: names }
}

let handlerNames: string[] | null = null

function listHandlers(): readonly string[] {
  if (handlerNames !== null) return handlerNames
  handlerNames = []
  for (const name in window) if (name.startsWith('on')) handlerNames.push(name)
  return handlerNames
}

/** `window.onresize = f` and its like. */
function bindHandlers(sandbox: SandboxWindow, { handlers, address }: Ledger): void {
  for (const name of listHandlers()) {
    const type = name.slice(2)
    const target = isOfAddress(type) ? address : window
    Object.defineProperty(sandbox, name, {
      configurable: true,
      enumerable: true,
      get: () => handlers.get(target, type),
      set: handler => handlers.set(target, type, handler),
    })
  }
}
