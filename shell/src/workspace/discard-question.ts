import { Signal } from '../state/signal.ts'
import type { Tab } from './workspace.ts'

/** The question whether a dirty tab may close; one at a time, asked by the page. */
export class DiscardQuestion {
  readonly asked = new Signal<Tab | null>(null)
  #answer: ((isDiscarded: boolean) => void) | null = null

  ask = (tab: Tab): Promise<boolean> => {
    this.answer(false)
    this.asked.set(tab)
    const { promise, resolve } = Promise.withResolvers<boolean>()
    this.#answer = resolve
    return promise
  }

  answer = (isDiscarded: boolean): void => {
    this.asked.set(null)
    this.#answer?.(isDiscarded)
    this.#answer = null
  }
}
