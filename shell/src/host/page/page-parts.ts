import type { Ledger } from '../ledger/ledger.ts'
import { overrideMethod, overrideProperty } from './override.ts'
import type { PageApps } from './page-apps.ts'

/**
 * `html`, `head`, `body`, the elements that the shell's document came with, and the portals of apps stay where they are, whatever an
 * app removes or replaces. An error says so: code that empties the body in a loop would never end if nothing happened.
 */
export function keepPageParts(apps: PageApps): void {
  const { documentElement: html, head, body } = document
  const parts = new Set<unknown>([html, head, body, ...head.children, ...body.children])
  const keep = (node: unknown) => {
    if (!(parts.has(node) || (node instanceof Element && node.matches('.app-portal')))) return
    const owner = apps.caller()
    if (owner !== null) throw refusal(owner, node as Element)
  }
  /** `at`: which of its arguments the function takes away. */
  const keepArgument = (target: Node, name: 'removeChild' | 'replaceChild', at: number) =>
    overrideMethod<Node>(target, name, (native, args) => {
      keep(args[at])
      return native(...args)
    })
  const keepItself = (target: object, name: string, part: Element) =>
    overrideMethod(target as Record<string, unknown>, name, (native, args) => {
      keep(part)
      return native(...args)
    })
  for (const parent of [document, html, head, body]) {
    keepArgument(parent, 'removeChild', 0)
    keepArgument(parent, 'replaceChild', 1)
  }
  keepItself(document, 'replaceChildren', html)
  for (const part of [html, head, body, ...body.children])
    for (const name of ['remove', 'replaceWith']) keepItself(part, name, part)
  overrideProperty(document, 'body', {
    set(native, value) {
      keep(body)
      native(value)
    },
  })
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
