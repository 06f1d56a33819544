import type { MountProps, Undo } from '../protocol.ts'
import { innerPathOf, pageHref } from './href.ts'

/** Where a router would be more than an app needs: its address below its base, links, and steps. */
export class AppRoute {
  readonly #props: Pick<MountProps, 'base' | 'shell'>
  #path: string

  constructor(props: Pick<MountProps, 'base' | 'shell'>) {
    this.#props = props
    this.#path = innerPathOf(props.shell.navigation.location(), props.base) ?? '/'
  }

  /** Path, query and hash below the app's base, such as `/orders?late=1`. It stays as it is while the page shows another app. */
  get path(): string {
    this.#path = innerPathOf(this.#props.shell.navigation.location(), this.#props.base) ?? this.#path
    return this.#path
  }

  /** For the `href` of a link. */
  href(path: string): string {
    return this.#props.base + path
  }

  navigate(path: string, options: { replace?: boolean; state?: unknown } = {}): void {
    this.#props.shell.navigation.navigate(this.href(path), options)
  }

  /** Handles a click on a link without loading the page anew. With a key held, or to another site, it stays the browser's. */
  follow(event: MouseEvent): void {
    const link = event.currentTarget
    if (!(link instanceof HTMLAnchorElement) || !isPlainClick(event) || !staysHere(link)) return
    event.preventDefault()
    this.#props.shell.navigation.navigate(pageHref(link))
  }

  subscribe(listener: (path: string) => void): Undo {
    let last = this.path
    return this.#props.shell.navigation.subscribe(() => {
      if (this.path === last) return
      last = this.path
      listener(last)
    })
  }
}

function isPlainClick(event: MouseEvent): boolean {
  const hasKey = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey
  return event.button === 0 && !event.defaultPrevented && !hasKey
}

function staysHere({ target, origin, download }: HTMLAnchorElement): boolean {
  return (target === '' || target === '_self') && download === '' && origin === location.origin
}
