const WORD = /\{\{(\w+)\}\}/g

/**
 * Puts a page's HTML into an element. `{{word}}` in its texts and attributes becomes that word of the app: as text, never read
 * as HTML.
 */
export function fill(root: HTMLElement, html: string, words: Readonly<Record<string, unknown>>): void {
  const worded = (text: string) => text.replace(WORD, (_, name: string) => String(words[name] ?? name))
  const page = document.createElement('template')
  page.innerHTML = html
  const walker = document.createTreeWalker(page.content, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Text) node.data = worded(node.data)
    if (node instanceof Element)
      for (const attribute of node.attributes) attribute.value = worded(attribute.value)
  }
  root.replaceChildren(page.content)
}

/** The one element of a page with this name. Throws where the page has none. */
export function part<E extends HTMLElement = HTMLElement>(root: HTMLElement, name: string): E {
  const found = root.querySelector<E>(`[data-part="${name}"]`)
  if (found === null) throw new Error(`The page has no part "${name}"`)
  return found
}
