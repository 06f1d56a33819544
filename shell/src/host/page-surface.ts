const ATTRIBUTES = ['class', 'style'] as const

type Surface = (string | null)[]

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

export type { Surface }

function pageElements(): HTMLElement[] {
  return [document.documentElement, document.body]
}

function read(): Surface {
  return pageElements().flatMap(element => ATTRIBUTES.map(name => element.getAttribute(name)))
}

function write(surface: Surface): void {
  pageElements().forEach((element, index) => {
    ATTRIBUTES.forEach((name, offset) => {
      const value = surface[index * ATTRIBUTES.length + offset] ?? null
      if (value === null) element.removeAttribute(name)
      else element.setAttribute(name, value)
    })
  })
}
