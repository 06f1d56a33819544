/**
 * An object of the page on which an app's changes stay the app's: a function that it replaces (`history.pushState = tracked`) and
 * what it adds are seen through this view alone. What is set by the page's own rules (`history.scrollRestoration`) is passed on.
 */
export function overlay<T extends object>(target: T): T {
  const own = new Map<PropertyKey, unknown>()
  return new Proxy(target, {
    get: (_, name) => (own.has(name) ? own.get(name) : Reflect.get(target, name)),
    has: (_, name) => own.has(name) || name in target,
    set(_, name, value) {
      const isPassedOn = name in target && typeof Reflect.get(target, name) !== 'function'
      if (isPassedOn) return Reflect.set(target, name, value)
      own.set(name, value)
      return true
    },
  })
}
