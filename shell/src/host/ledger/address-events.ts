const OF_ADDRESS: ReadonlySet<unknown> = new Set(['popstate', 'hashchange'])

/** Events of the address: the app receives those of its own, which is not always the page's. */
export function isOfAddress(type: unknown): boolean {
  return OF_ADDRESS.has(type)
}
