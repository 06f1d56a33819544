import type { MountProps, ShellServices } from '@portico/micro-app'
import type { AppRoute } from '@portico/micro-app/route'
import { words } from './words.ts'

/** What a page is given, and how long it lives. */
export interface PageContext {
  shell: ShellServices
  route: AppRoute
  root: HTMLElement
  words: (typeof words)['en']
  /** Aborted when another page is shown. */
  signal: AbortSignal
}

/** Fills `root`. */
export type ShowPage = (context: PageContext) => void

/** Shows the page of the address, anew when the address or the language changes. */
export class PageTurner {
  readonly #props: MountProps
  readonly #route: AppRoute
  readonly #choose: (path: string) => ShowPage
  readonly #undo: (() => void)[]
  #page = new AbortController()

  constructor(props: MountProps, route: AppRoute, choose: (path: string) => ShowPage) {
    this.#props = props
    this.#route = route
    this.#choose = choose
    this.#undo = [route.subscribe(() => this.#show()), props.shell.i18n.subscribe(() => this.#show())]
    this.#show()
  }

  close(): void {
    for (const undo of this.#undo) undo()
    this.#page.abort()
    this.#props.container.replaceChildren()
  }

  #show(): void {
    const { shell, container } = this.#props
    this.#page.abort()
    this.#page = new AbortController()
    const root = document.createElement('main')
    root.className = 'page'
    root.lang = shell.i18n.locale()
    container.replaceChildren(root)
    const context = {
      shell,
      route: this.#route,
      root,
      words: words[shell.i18n.locale()],
      signal: this.#page.signal,
    }
    this.#choose(this.#route.path)(context)
  }
}
