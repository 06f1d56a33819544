/**
 * Styles that an app has added come back at its next mount, for libraries that insert each rule once. An app that adds its
 * styles at every mount would pile them up; so of equal ones only the newest stays.
 */
export function dropRepeatedStyles(styles: Iterable<Element>): void {
  const newest = new Set<string>()
  for (const style of [...styles].reverse()) {
    // Rules put in by script do not show in the markup: such elements cannot be compared.
    if (style.textContent === '' && style.localName === 'style') continue
    if (newest.has(style.outerHTML)) style.remove()
    newest.add(style.outerHTML)
  }
}
