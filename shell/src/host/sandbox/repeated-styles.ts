/**
 * qiankun brings every style an app ever added back at its next mount, for libraries that insert each rule once. An app that
 * adds its styles at every mount would pile them up; so of equal ones only the newest stays.
 */
export function dropRepeatedStyles(root: HTMLElement): void {
  const newest = new Set<string>()
  const styles = [...root.querySelectorAll('qiankun-head > style')].reverse()
  for (const style of styles) {
    // Rules put in by script do not show in the markup: such elements cannot be compared.
    if (style.textContent === '') continue
    // Through the document's head, where qiankun listens and forgets the element too.
    if (newest.has(style.outerHTML)) document.head.removeChild(style)
    newest.add(style.outerHTML)
  }
}
