import { SYNONYMS } from './synonyms.ts'

/** Lower case letters, digits and Chinese characters only. */
export function plainHeader(header: string): string {
  return header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

const HEADER_WORDS = new Set(Object.values(SYNONYMS).flat())

export function isKnownHeader(cell: string): boolean {
  return HEADER_WORDS.has(plainHeader(cell))
}

/** Whether two names of columns stand in a text, with a character beyond ASCII in each: they identify an encoding. */
export function hasKnownHeader(text: string): boolean {
  const cells = text.slice(0, 4000).split(/[\n\r,;\t|"]/)
  return cells.filter(cell => /[^\0-\u007f]/.test(cell) && isKnownHeader(cell)).length >= 2
}
