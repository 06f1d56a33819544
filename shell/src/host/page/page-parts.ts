import type { Ledger } from '../ledger/ledger.ts'
import { overrideMethod, overrideProperty } from './override.ts'
import type { PageApps } from './page-apps.ts'

/**
 * `html`, `head`, `body`, the elements that the shell's document came with, and the portals of apps stay where they are, whatever an
 * app removes or replaces. It is told by an error: code that empties the body in a loop would never end if nothing happened.
 */
export function keepPageParts(apps: PageApps): void {
  const { documentElement: html, head, body } = document
  const parts = new Set<unknown>([html, head, body, ...head.children, ...body.children])
  const keep = (node: unknown) => {
    if (!(parts.has(node) || (node instanceof Element && node.matches('.app-portal')))) return
    const owner = apps.caller()
    if (owner !== null) throw refusal(owner, node as Element)
  }
  for (const parent of [document, html, head, body]) {
    overrideMethod<Node>(parent, 'removeChild', (native, [child]) => (keep(child), native(child)))
    overrideMethod<Node>(parent, 'replaceChild', (native, [next, child]) => (keep(child), native(next, child)))
  }
  overrideMethod(document, 'replaceChildren', (native, args) => (keep(html), native(...args)))
  for (const part of [html, head, body, ...body.children]) {
    overrideMethod(part, 'remove', native => (keep(part), native()))
    overrideMethod(part, 'replaceWith', (native, args) => (keep(part), native(...args)))
  }
  overrideProperty(document, 'body', { set: (native, value) => (keep(body), native(value)) })
  overrideProperty(document, 'designMode', {
    set(native, value) {
      const owner = apps.caller()
      if (owner !== null) throw refusal(owner, html)
      native(value)
    },
  })
}

function refusal({ instanceId, app }: Ledger, { localName, id }: Element): DOMException {
  const what = id === '' ? localName : `${localName}#${id}`
  const said = `PAGE_KEPT: ${what} is the page's, which ${instanceId} shares with other apps; change elements of ${app} alone`
  return new DOMException(said, 'NotAllowedError')
}
