import { createSurface, type Surface } from '../ledger/held-surface.ts'
import { nativeCall } from '../page/override.ts'

// The host's own functions in front of these would ask for their caller.
const getAttribute = nativeCall(Element.prototype, 'getAttribute')
const setAttribute = nativeCall(Element.prototype, 'setAttribute')
const removeAttribute = nativeCall(Element.prototype, 'removeAttribute')

const ATTRIBUTES = ['class', 'style'] as const

/**
 * The class and style of `html` and `body`, which belong to whichever app is seen: a scroll lock or a body class set by one
 * app is put away when its tab is left and comes back with it, and never meets the shell's other tabs.
 */
export class PageSurface {
  #shell: Surface | null = null

  /** An app's tab is shown. `saved` is what `leave` gave for it the last time. */
  enter(saved: Surface | null): void {
    this.#shell = read()
    if (saved !== null) write(saved)
  }

  /** The tab is left; answers with what the app had set. */
  leave(): Surface | null {
    if (this.#shell === null) return null
    const left = read()
    write(this.#shell)
    this.#shell = null
    return left
  }
}

function read(): Surface {
  const surface = createSurface()
  copy(document.documentElement, surface.html)
  copy(document.body, surface.body)
  return surface
}

function write({ html, body }: Surface): void {
  copy(html, document.documentElement)
  copy(body, document.body)
}

function copy(from: HTMLElement, to: HTMLElement): void {
  for (const name of ATTRIBUTES) {
    const value = getAttribute(from, name)
    if (value === getAttribute(to, name)) continue
    if (value === null) removeAttribute(to, name)
    else setAttribute(to, name, value)
  }
}
