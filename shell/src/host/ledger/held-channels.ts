import type { LeftThing } from '@portico/micro-app/closing'
import type { Held } from './held.ts'

interface Channel {
  open(): unknown
  close(): unknown
}

/** What is closed with the app, and opened again with it where its modules made it while they were evaluated. */
export class HeldChannels implements Held {
  readonly #channels = new Map<object, Channel & { isKept: boolean }>()
  #isLoading = true
  #isAttached = true

  loaded(): void {
    this.#isLoading = false
  }

  add(thing: object, channel: Channel): void {
    if (this.#isAttached) this.#channels.set(thing, { ...channel, isKept: this.#isLoading })
    else channel.close()
  }

  forget(thing: object): void {
    this.#channels.delete(thing)
  }

  left(): LeftThing[] {
    const left = [...this.#channels].filter(([, { isKept }]) => !isKept)
    return left.map(([thing]) => ({ kind: 'open', name: thing.constructor.name, thing }))
  }

  attach(): void {
    if (this.#isAttached) return
    this.#isAttached = true
    for (const channel of this.#channels.values()) channel.open()
  }

  detach(): void {
    this.#isAttached = false
    for (const [thing, channel] of this.#channels) {
      channel.close()
      if (!channel.isKept) this.#channels.delete(thing)
    }
  }
}
