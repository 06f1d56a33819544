/**
 * What pages take for granted and a document without an origin has not: storage and cookies throw there. A page gets a storage that
 * lasts as long as the frame, and cookies that are empty. Also what code asks for that the preset built, or that was wrapped.
 * `root`: where the files of the app are.
 */
export function giveEnvironment(root: string): void {
  for (const name of ['localStorage', 'sessionStorage'])
    Object.defineProperty(window, name, { configurable: true, value: createStorage() })
  Object.defineProperty(document, 'cookie', { configurable: true, get: () => '', set() {} })
  Object.defineProperty(window, '__PORTICO_SCOPE__', { value: () => window })
  Object.defineProperty(window, '$portico', { value: { url: (path: string) => root + path } })
}

/** Items are its properties too, as of the browser's. */
function createStorage(): Storage {
  const items = new Map<string, string>()
  const methods: Storage = {
    get length() {
      return items.size
    },
    key: index => [...items.keys()][index] ?? null,
    getItem: name => items.get(String(name)) ?? null,
    setItem: (name, value) => void items.set(String(name), String(value)),
    removeItem: name => void items.delete(String(name)),
    clear: () => items.clear(),
  }
  return new Proxy(methods, {
    get: (target, name) => Reflect.get(target, name) ?? items.get(String(name)),
    set: (_, name, value) => {
      items.set(String(name), String(value))
      return true
    },
    has: (target, name) => Reflect.has(target, name) || items.has(String(name)),
    deleteProperty: (_, name) => {
      items.delete(String(name))
      return true
    },
    ownKeys: () => [...items.keys()],
    getOwnPropertyDescriptor: (_, name) => {
      const value = items.get(String(name))
      return value === undefined ? undefined : { value, configurable: true, enumerable: true, writable: true }
    },
  })
}
