import type { Ledger } from '../ledger/ledger.ts'

interface Observer {
  observe(...target: unknown[]): void
  disconnect(): void
}

type ObserverClass = new (...args: never[]) => Observer

/** An observer of the browser that stops observing when the app is closed; from `observe` on, for before it keeps nothing. */
export function appObserver<T extends ObserverClass>(Native: T, { ends }: Ledger): T {
  const name = Native.name
  const Base = Native as unknown as new (...args: unknown[]) => Observer
  const Scoped = {
    [name]: class extends Base {
      override observe(...target: unknown[]): void {
        super.observe(...target)
        ends.add(this, () => super.disconnect())
      }

      override disconnect(): void {
        ends.forget(this)
        super.disconnect()
      }
    },
  }[name]
  return Scoped as unknown as T
}
