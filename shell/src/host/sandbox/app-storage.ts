export interface StorageNames {
  app: string
  /** Keys that the app shares with others, by its manifest; one that ends with `*` stands for all that begin so. */
  shared: readonly string[]
}

/**
 * `localStorage` or `sessionStorage` as one app sees it: two apps that both write `theme` do not meet. What the app shares by
 * its manifest, and names that begin with `portico.<app>.`, are the page's as they are.
 */
export function appStorage(storage: Storage, { app, shared }: StorageNames): Storage {
  const prefix = `portico.app.${app}:`
  const plain = [`portico.${app}.*`, ...shared]
  const isPlain = (key: string) =>
    plain.some(name => (name.endsWith('*') ? key.startsWith(name.slice(0, -1)) : key === name))
  const stored = (key: string) => (isPlain(key) ? key : prefix + key)
  const keys = () =>
    Object.keys(storage).flatMap(key => {
      if (key.startsWith(prefix)) return [key.slice(prefix.length)]
      return isPlain(key) ? [key] : []
    })
  const own: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'clear'> = {
    getItem: key => storage.getItem(stored(String(key))),
    setItem: (key, value) => storage.setItem(stored(String(key)), value),
    removeItem: key => storage.removeItem(stored(String(key))),
    key: index => keys()[index] ?? null,
    clear: () => {
      for (const key of keys()) storage.removeItem(stored(key))
    },
  }
  return new Proxy(storage, {
    get(target, name) {
      if (name === 'length') return keys().length
      if (typeof name === 'symbol') return Reflect.get(target, name)
      return Reflect.get(own, name) ?? own.getItem(name) ?? undefined
    },
    set(_, name, value) {
      own.setItem(String(name), String(value))
      return true
    },
    deleteProperty(_, name) {
      own.removeItem(String(name))
      return true
    },
    has: (target, name) =>
      (typeof name === 'string' && own.getItem(name) !== null) ||
      name in Storage.prototype ||
      Reflect.has(Object.getPrototypeOf(target), name),
    ownKeys: () => [...new Set(keys())],
    getOwnPropertyDescriptor(_, name) {
      const value = typeof name === 'string' ? own.getItem(name) : null
      return value === null ? undefined : { value, configurable: true, enumerable: true, writable: true }
    },
  })
}
