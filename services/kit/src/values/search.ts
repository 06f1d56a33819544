/** A `like` pattern that matches `text` anywhere, literally: its own wildcards are escaped. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
}
