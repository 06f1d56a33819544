import { AsyncLocalStorage } from 'node:async_hooks'

const KEY = Symbol.for('portico.appRoot')

/** One for all copies of this module: an app's `vite.config.ts` may bring its own. */
function storage(): AsyncLocalStorage<string> {
  const shared = globalThis as { [KEY]?: AsyncLocalStorage<string> }
  shared[KEY] ??= new AsyncLocalStorage()
  return shared[KEY]
}

/** Runs `work`, in which an app's configuration is read, for the app in `root`. */
export function inAppRoot<T>(root: string, work: () => Promise<T>): Promise<T> {
  return storage().run(root, work)
}

/** The folder of the app whose configuration is being read: Vite runs in it, where nothing else was said. */
export function appRoot(): string {
  return storage().getStore() ?? process.cwd()
}
