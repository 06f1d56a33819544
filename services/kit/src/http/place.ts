/** A path as logs may hold it: what follows the question mark may be a search for a person's name. */
export function placeOf(url: string): string {
  return url.split('?', 1)[0] ?? ''
}
