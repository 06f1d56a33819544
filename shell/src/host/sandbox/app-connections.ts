import type { Ledger } from '../ledger/ledger.ts'

interface Connection {
  close?(): void
  terminate?(): void
  port?: MessagePort
}

/** A class of the browser whose objects keep something open. What an app opens is closed with it. */
export function appConnection<T extends new (...args: never[]) => object>(Native: T, { ends }: Ledger): T {
  return new Proxy(Native, {
    construct(target, args, newTarget) {
      const made = Reflect.construct(target, args, newTarget) as Connection
      ends.add(made, () => end(made))
      const forget = () => ends.forget(made)
      if (made instanceof EventTarget) made.addEventListener('close', forget, { once: true })
      // Neither an EventSource nor a worker says that it was ended.
      for (const name of ['close', 'terminate'] as const) {
        const native = made[name]
        if (native === undefined) continue
        made[name] = (...args: never[]) => {
          forget()
          return Reflect.apply(native, made, args)
        }
      }
      return made
    },
  })
}

function end(connection: Connection): void {
  if (connection.terminate) connection.terminate()
  else if (connection.close) connection.close()
  else connection.port?.close()
}
