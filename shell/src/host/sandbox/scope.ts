import type { SideEffects } from './side-effects.ts'

/** The window a sub-app sees: reads fall through to the real one, writes stay with the app. */
export type SandboxWindow = Window & typeof globalThis & Record<string, unknown>

/** What a chunk's first line destructures: the free globals of a module, bound to the app's sandbox. */
export interface Scope {
  window: SandboxWindow
  self: SandboxWindow
  globalThis: SandboxWindow
  top: SandboxWindow
  parent: SandboxWindow
  frames: SandboxWindow
  document: Document
  addEventListener: Window['addEventListener']
  removeEventListener: Window['removeEventListener']
  setInterval: SideEffects['setInterval']
  clearInterval: SideEffects['clearInterval']
}

export function createScope(sandbox: SandboxWindow, effects: SideEffects): Scope {
  return {
    window: sandbox,
    self: sandbox,
    globalThis: sandbox,
    top: sandbox,
    parent: sandbox,
    frames: sandbox,
    document: createScopedDocument(sandbox, effects),
    ...windowFunctions(effects),
  }
}

/** qiankun sets functions of its own at every mount; these replace them, because they know about `capture` and reloading. */
export function bindWindowFunctions(sandbox: SandboxWindow, effects: SideEffects): void {
  Object.assign(sandbox, windowFunctions(effects))
}

function windowFunctions(effects: SideEffects) {
  const addEventListener: Window['addEventListener'] = (
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ) => effects.addListener('window', type, listener, options)
  const removeEventListener: Window['removeEventListener'] = (
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ) => effects.removeListener('window', type, listener, options)
  return {
    addEventListener,
    removeEventListener,
    setInterval: effects.setInterval.bind(effects),
    clearInterval: effects.clearInterval.bind(effects),
  }
}

/** qiankun's document keeps styles inside the app; this one on top of it also remembers listeners. */
function createScopedDocument(sandbox: SandboxWindow, effects: SideEffects): Document {
  const listenerFunctions: Record<PropertyKey, unknown> = {
    addEventListener: effects.addListener.bind(effects, 'document'),
    removeEventListener: effects.removeListener.bind(effects, 'document'),
  }
  return new Proxy(sandbox.document, {
    // Looked up at every use: qiankun makes a new document for every mount.
    get: (_, name) => listenerFunctions[name] ?? Reflect.get(sandbox.document, name),
    set: (_, name, value) => Reflect.set(sandbox.document, name, value),
  })
}
