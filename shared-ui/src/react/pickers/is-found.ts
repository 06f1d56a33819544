export function isFound(label: string, typed: string): boolean {
  return plain(label).includes(plain(typed))
}

/** Full-width letters count as narrow ones, and what names write with a low line is read with a space. */
function plain(text: string): string {
  return text.normalize('NFKC').replaceAll('_', ' ').trim().toLowerCase()
}
