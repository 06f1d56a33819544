import type { Ledger } from '../ledger/ledger.ts'

interface Connection {
  close?(): void
  terminate?(): void
  suspend?(): Promise<void>
  resume?(): Promise<void>
  port?: MessagePort
}

/** A class of the browser whose objects keep something open. What an app opens is closed with it. */
export function appConnection<T extends new (...args: never[]) => object>(Native: T, ledger: Ledger): T {
  const { ends } = ledger
  return new Proxy(Native, {
    construct(target, args, newTarget) {
      const made = Reflect.construct(target, args, newTarget) as Connection
      if (ledger.isLoading && keep(ledger, made)) return made
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

/** What modules made while they were evaluated, and what does no harm meanwhile, is there for the next opening. */
function keep({ channels }: Ledger, made: Connection): boolean {
  const { suspend, resume } = made
  if (suspend !== undefined && resume !== undefined) {
    channels.add(made, { open: () => void resume.call(made), close: () => void suspend.call(made) })
    return true
  }
  return made.terminate !== undefined || made.port !== undefined
}

function end(connection: Connection): void {
  if (connection.terminate) connection.terminate()
  else if (connection.close) connection.close()
  else connection.port?.close()
}
