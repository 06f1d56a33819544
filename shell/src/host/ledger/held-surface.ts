import type { Held } from './held.ts'

/** What an app sees in place of `html` and `body` while its tab is hidden: elements that are nowhere. */
export interface Surface {
  html: HTMLElement
  body: HTMLElement
}

export function createSurface(): Surface {
  return { html: document.createElement('html'), body: document.createElement('body') }
}

const { setAttribute, removeAttribute } = Element.prototype

interface Attribute {
  /** Of the shell, or of no app: what stood there before. */
  before: string | null
  own: string | null
}

/**
 * Attributes that one app has set on `html` and `body`. There while its tab is shown; meanwhile what stood there before
 * stands there again. Class and style are not among them: they are the seen app's, whichever code sets them.
 */
export class HeldAttributes implements Held {
  readonly #attributes = new Map<HTMLElement, Map<string, Attribute>>()
  #isPaused = false
  #isAttached = true

  attach(): void {
    this.#isAttached = true
  }

  /** `value` null: removed. */
  set(element: HTMLElement, name: string, value: string | null): void {
    if (!this.#isAttached) return
    const attributes = this.#attributes.get(element) ?? new Map<string, Attribute>()
    const { before } = attributes.get(name) ?? { before: element.getAttribute(name) }
    this.#attributes.set(element, attributes.set(name, { before, own: value }))
    if (!this.#isPaused) write(element, name, value)
  }

  /** Undefined: the app has not set it. */
  get(element: HTMLElement, name: string): string | null | undefined {
    return this.#attributes.get(element)?.get(name)?.own
  }

  detach(): void {
    this.#isAttached = false
    if (!this.#isPaused) this.#writeAll('before')
    this.#attributes.clear()
  }

  pause(): void {
    if (!this.#isPaused) this.#writeAll('before')
    this.#isPaused = true
  }

  resume(): void {
    if (this.#isPaused) this.#writeAll('own')
    this.#isPaused = false
  }

  #writeAll(which: keyof Attribute): void {
    for (const [element, attributes] of this.#attributes)
      for (const [name, attribute] of attributes) write(element, name, attribute[which])
  }
}

function write(element: HTMLElement, name: string, value: string | null): void {
  if (value === null) removeAttribute.call(element, name)
  else setAttribute.call(element, name, value)
}
