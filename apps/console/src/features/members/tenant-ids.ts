/** What one call may add or remove, and what a new release may bring along. */
export const MAX_AT_ONCE = 10_000

/** Ids out of pasted text, each once, in the order in which they came. */
export function readTenantIds(text: string): string[] {
  return [...new Set(text.split(/[\s,;，；、]+/).filter(Boolean))]
}
