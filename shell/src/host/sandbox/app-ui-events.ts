export type EventClass = new (type: string, init?: object) => Event

/** Takes the sandbox's window for the real one wherever a window is asked for. */
export function appEvent(Native: EventClass, sandbox: unknown): EventClass {
  return new Proxy(Native, {
    construct(target, [type, init], newTarget) {
      return Reflect.construct(
        target,
        init === undefined ? [type] : [type, withWindow(init, sandbox)],
        newTarget,
      )
    },
  })
}

function withWindow(init: object, sandbox: unknown): object {
  const { view, source } = init as { view?: unknown; source?: unknown }
  if (view !== sandbox && source !== sandbox) return init
  return { ...init, ...(view === sandbox && { view: window }), ...(source === sandbox && { source: window }) }
}

let isPatched = false
const sandboxes = new WeakSet<object>()

/** The older `initMouseEvent(..., window, ...)` and its like, which are called on the event. Once a page. */
export function acceptSandboxes(sandbox: object): void {
  sandboxes.add(sandbox)
  if (isPatched) return
  isPatched = true
  for (const [Class, name] of [
    [UIEvent, 'initUIEvent'],
    [MouseEvent, 'initMouseEvent'],
    [KeyboardEvent, 'initKeyboardEvent'],
    [window.CompositionEvent, 'initCompositionEvent'],
  ] as const) {
    const prototype = Class?.prototype as unknown as Record<string, unknown> | undefined
    const native = prototype?.[name]
    if (prototype === undefined || typeof native !== 'function') continue
    prototype[name] = function (this: unknown, ...args: unknown[]) {
      return Reflect.apply(native, this, args.map(realWindow))
    }
  }
}

function realWindow(value: unknown): unknown {
  return typeof value === 'object' && value !== null && sandboxes.has(value) ? window : value
}
