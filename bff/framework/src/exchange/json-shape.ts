/** An order of 500 lines has 3,000. As many names as are allowed take 8 ms to parse where all differ, 18,000 took 25 ms. */
const MAX_NAMES = 6_000
/** A hundred thousand levels took 25 ms. */
const MAX_DEPTH = 64

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COLON = 0x3a
const OPENING_BRACKET = 0x5b
const CLOSING_BRACKET = 0x5d
const OPENING_BRACE = 0x7b
const CLOSING_BRACE = 0x7d

/** What makes the text of a JSON value slow to parse, in words; null for one that may be parsed. Takes 1 ms for 256 KB. */
export function findJsonExcess(text: Uint8Array): string | null {
  let names = 0
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const byte = text[at] ?? 0
    if (byte === QUOTE) at = endOfString(text, at)
    else if (byte === COLON) names += 1
    else if (byte === OPENING_BRACE || byte === OPENING_BRACKET) depth += 1
    else if (byte === CLOSING_BRACE || byte === CLOSING_BRACKET) depth -= 1
    if (names > MAX_NAMES) return `names over ${MAX_NAMES} values`
    if (depth > MAX_DEPTH) return `is over ${MAX_DEPTH} levels deep`
  }
  return null
}

/** Of the string that begins at `start`: its other quote, or the end of the text. */
function endOfString(text: Uint8Array, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== QUOTE) at += text[at] === BACKSLASH ? 2 : 1
  return at
}
