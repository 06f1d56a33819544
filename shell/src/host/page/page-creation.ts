import type { Ledger } from '../ledger/ledger.ts'
import type { ElementNames } from './element-names.ts'
import { overrideMethod } from './override.ts'
import type { PageApps } from './page-apps.ts'
import { PageNodes } from './page-nodes.ts'
import { bindText } from './text-scripts.ts'

const HTML = 'http://www.w3.org/1999/xhtml'

/** Made only to ask what the browser can do, in the first lines of modules; who makes one in earnest inserts it as well. */
const ASKED_LATER = 'link'

/**
 * Who makes an element is asked for those that belong into a head, and where one name of a custom element stands for
 * several classes. All others are the browser's business alone.
 */
export function watchCreation(apps: PageApps, nodes: PageNodes, names: ElementNames): void {
  const create = (tag: string, native: (options?: unknown) => unknown, options: unknown): unknown => {
    const isOfAHead = tag !== ASKED_LATER && PageNodes.isOfAHead(tag)
    if (!isOfAHead && !names.hasSeveral) return native(options)
    const maker: Ledger | null = apps.caller()
    const element = native(names.optionsFor(tag, maker, options))
    if (isOfAHead) nodes.made(element as Node, maker)
    if (maker !== null && element instanceof HTMLScriptElement) bindText(element, maker)
    return element
  }
  overrideMethod(document, 'createElement', (native, [tag, options]) =>
    typeof tag === 'string' ? create(tag, given => native(tag, given), options) : native(tag, options),
  )
  overrideMethod(document, 'createElementNS', (native, [namespace, tag, options]) =>
    namespace === HTML && typeof tag === 'string'
      ? create(tag, given => native(namespace, tag, given), options)
      : native(namespace, tag, options),
  )
  overrideMethod(document, 'importNode', (native, [node, options]) => {
    const registry = names.hasSeveral ? apps.caller()?.elementNames : null
    if (registry === null || registry === undefined || typeof options === 'object')
      return native(node, options)
    return native(node, { customElementRegistry: registry, selfOnly: options !== true })
  })
}
