import type { Undo } from '@portico/micro-app'
import { isUnder } from './app-navigation.ts'
import { hrefOf } from './page-history.ts'

interface AppLinks {
  /** The base of an app that is there; null: there is none of that name. */
  baseOf(appName: string): string | null
  /** Shows the address, without loading the page. */
  navigate(href: string): void
}

/**
 * Plain clicks on links of an app to a place below its own base are navigation of the shell, as a router of the app would make it.
 * The browser has what is left: a click with a key or another button, a target, a download, `rel="external"`, a part of the page
 * that is shown, and every other address. What the app has handled itself it keeps.
 */
export function followAppLinks({ baseOf, navigate }: AppLinks): Undo {
  const onClick = (event: MouseEvent) => {
    if (!isPlain(event)) return
    const path = event.composedPath()
    const link = path.find(node => node instanceof HTMLAnchorElement || node instanceof HTMLAreaElement)
    const app = path.find(node => node instanceof HTMLElement && node.dataset.app !== undefined)
    if (link === undefined || !(app instanceof HTMLElement) || !staysHere(link)) return
    const base = baseOf(app.dataset.app ?? '')
    if (base === null || !isUnder(base, link.pathname) || isPartOfPage(link)) return
    event.preventDefault()
    navigate(hrefOf(link))
  }
  // Behind everything that the app itself does with the click.
  window.addEventListener('click', onClick)
  return () => window.removeEventListener('click', onClick)
}

function isPlain(event: MouseEvent): boolean {
  const hasKey = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey
  return event.button === 0 && !hasKey && !event.defaultPrevented
}

function staysHere(link: HTMLAnchorElement | HTMLAreaElement): boolean {
  const isOwnPage = link.target === '' || link.target === '_self'
  const isLeft = link.hasAttribute('download') || link.relList.contains('external')
  return link.hasAttribute('href') && isOwnPage && !isLeft && link.origin === window.location.origin
}

function isPartOfPage({ pathname, search, hash }: HTMLAnchorElement | HTMLAreaElement): boolean {
  const here = window.location
  return hash !== '' && pathname === here.pathname && search === here.search
}
