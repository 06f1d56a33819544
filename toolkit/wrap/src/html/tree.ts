import type { DefaultTreeAdapterTypes, Token } from 'parse5'

export type Element = DefaultTreeAdapterTypes.Element
export type ParentNode = DefaultTreeAdapterTypes.ParentNode
export type ChildNode = DefaultTreeAdapterTypes.ChildNode

export function attributeOf(element: Element, name: string): string | null {
  return element.attrs.find(attribute => attribute.name === name)?.value ?? null
}

export function setAttribute(element: Element, name: string, value: string): void {
  const known = element.attrs.find(attribute => attribute.name === name)
  if (known === undefined) element.attrs.push({ name, value })
  else known.value = value
}

export function removeAttribute(element: Element, name: string): void {
  element.attrs = element.attrs.filter(attribute => attribute.name !== name)
}

function isElement(node: ChildNode | ParentNode): node is Element {
  return 'tagName' in node
}

export function removeNode(node: ChildNode): void {
  const { parentNode } = node
  if (parentNode === null) return
  parentNode.childNodes = parentNode.childNodes.filter(other => other !== node)
  node.parentNode = null
}

/** In the order of the document, templates' contents included. */
export function listElements(root: ParentNode): Element[] {
  const inner = 'content' in root ? [root, (root as { content: ParentNode }).content] : [root]
  return inner
    .flatMap(parent => parent.childNodes)
    .filter(isElement)
    .flatMap(element => [element, ...listElements(element)])
}

export function contentOf(element: Element): string {
  return element.childNodes.map(node => ('value' in node ? node.value : '')).join('')
}

/** Where the text of an element, or of one of its attributes, begins in the file. */
export function offsetOf({ sourceCodeLocation }: Element, attribute?: string): number {
  const location: Token.ElementLocation | null | undefined = sourceCodeLocation
  const start = location?.startTag ?? location
  if (attribute === undefined) return location?.startTag?.endOffset ?? start?.startOffset ?? 0
  return location?.attrs?.[attribute]?.startOffset ?? start?.startOffset ?? 0
}
