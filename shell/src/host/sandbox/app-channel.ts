import type { Ledger } from '../ledger/ledger.ts'

type Handler = ((event: MessageEvent) => unknown) | null

/**
 * `BroadcastChannel` of one app. Its names are the app's own, in all of its tabs and versions: two apps that both call theirs
 * `sync` never meant each other. One that a module has opened while it was evaluated works again when the app is reopened.
 */
export function appChannel(ledger: Ledger): typeof BroadcastChannel {
  return class extends EventTarget {
    static override readonly name = 'BroadcastChannel'
    readonly name: string
    #native: BroadcastChannel | null = null
    #onmessage: Handler = null
    #onmessageerror: Handler = null

    constructor(name: string) {
      super()
      this.name = String(name)
      this.#open()
      this.addEventListener('message', event => this.#onmessage?.call(this, event as MessageEvent))
      this.addEventListener('messageerror', event => this.#onmessageerror?.call(this, event as MessageEvent))
      ledger.channels.add(this, { open: () => this.#open(), close: () => this.#close() })
    }

    get onmessage(): Handler {
      return this.#onmessage
    }

    set onmessage(handler: Handler) {
      this.#onmessage = handler
    }

    get onmessageerror(): Handler {
      return this.#onmessageerror
    }

    set onmessageerror(handler: Handler) {
      this.#onmessageerror = handler
    }

    postMessage(message: unknown): void {
      this.#native?.postMessage(message)
    }

    close(): void {
      ledger.channels.forget(this)
      this.#close()
    }

    #open(): void {
      const native = new BroadcastChannel(`portico.app.${ledger.app}:${this.name}`)
      this.#native = native
      for (const type of ['message', 'messageerror']) {
        native.addEventListener(type, event => {
          const { data, origin, lastEventId } = event as MessageEvent
          this.dispatchEvent(new MessageEvent(type, { data, origin, lastEventId }))
        })
      }
    }

    #close(): void {
      this.#native?.close()
      this.#native = null
    }
  } as unknown as typeof BroadcastChannel
}
