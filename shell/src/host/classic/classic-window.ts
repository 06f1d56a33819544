import { SCOPED_EVENTS } from '@portico/micro-app/scoped-names'
import { acceptSandboxes, appEvent, type EventClass } from '../sandbox/app-ui-events.ts'
import { overlay } from '../sandbox/overlay.ts'
import type { SandboxWindow } from '../sandbox/scope.ts'

/** One page's window, and the object in which its programs look up bare names. */
export interface ClassicWindow {
  window: SandboxWindow
  scope: object
  /** Names that programs make properties of `window`: known as bare names from now on. */
  declare(names: readonly string[]): void
}

/** Setting one of these does something; the sandbox knows what. */
const ACTS = /^(?:location$|on[a-z])/

/**
 * A window on top of the sandbox's for one opening of a page: what its programs set goes with it, and the next opening begins
 * anew. `overrides` are its own from the start.
 */
export function createClassicWindow(
  sandbox: SandboxWindow,
  overrides: Record<string, unknown>,
): ClassicWindow {
  const own: Record<PropertyKey, unknown> = Object.create(null)
  const declared = new Set<PropertyKey>()
  const handler: ProxyHandler<typeof own> = {
    get: (_, name) =>
      name in own ? own[name] : name === Symbol.unscopables ? undefined : read(sandbox, name),
    set(_, name, value) {
      if (!(name in own) && ACTS.test(String(name)) && name in window)
        return Reflect.set(sandbox, name, value)
      own[name] = value
      return true
    },
    has: (_, name) => name in own || name in sandbox,
    getOwnPropertyDescriptor: (_, name) =>
      Reflect.getOwnPropertyDescriptor(own, name) ?? inheritedDescriptor(sandbox, name),
    getPrototypeOf: () => Window.prototype,
  }
  const page: SandboxWindow = new Proxy(own, handler) as unknown as SandboxWindow
  const scope = new Proxy(own, {
    ...handler,
    has: (target, name) => declared.has(name) || handler.has?.(target, name) === true,
  })
  const itself = { window: page, self: page, globalThis: page, frames: page, top: page, parent: page }
  Object.assign(own, itself, eventsFor(page, sandbox), viewsOf(sandbox), overrides)
  acceptSandboxes(page)
  return {
    window: page,
    scope,
    declare(names) {
      for (const name of names) declared.add(name)
    },
  }
}

/** What one opening changes about them ends with it. */
function viewsOf({ history, customElements }: SandboxWindow): Record<string, unknown> {
  return { history: overlay(history), ...(customElements && { customElements: overlay(customElements) }) }
}

/** `new MouseEvent('click', { view: window })` takes the page's window for the real one. */
function eventsFor(page: SandboxWindow, sandbox: SandboxWindow): Record<string, unknown> {
  const classes = SCOPED_EVENTS.flatMap(name => {
    const known = read(sandbox, name)
    return typeof known === 'function' ? [[name, appEvent(known as EventClass, page)] as const] : []
  })
  return Object.fromEntries(classes)
}

function read(sandbox: SandboxWindow, name: PropertyKey): unknown {
  return (sandbox as unknown as Record<PropertyKey, unknown>)[name]
}

/** What the browser's window has of itself; configurable, since the page's window has no such property of its own. */
function inheritedDescriptor(sandbox: SandboxWindow, name: PropertyKey): PropertyDescriptor | undefined {
  if (!Object.hasOwn(window, name)) return undefined
  return { value: read(sandbox, name), writable: true, enumerable: true, configurable: true }
}
