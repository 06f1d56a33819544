/** Longest gram; letters of scripts without words, such as Chinese, are cut into pairs at most. */
const LONGEST = 3
const MAX_OF_SEARCH = 16

/**
 * Every run of one, two or three letters. Two texts that PostgreSQL's `ilike` takes for alike have the same grams, whatever
 * the locale: letters are folded one by one, and further than `ilike` does.
 */
export function gramsOf(text: string): Set<string> {
  const letters = fold(text)
  const grams = new Set<string>()
  for (let start = 0; start < letters.length; start++)
    for (let length = 1; length <= LONGEST; length++) {
      const gram = gramAt(letters, start, length)
      if (gram !== null) grams.add(gram)
    }
  return grams
}

/** Some grams that each text has in which `search` stands: the longest, and of many some from all over it. */
export function gramsToAsk(search: string): string[] {
  const letters = fold(search)
  const grams = new Set<string>()
  for (let start = 0; start < letters.length; start++) {
    const gram = longestAt(letters, start)
    const isPartOfBefore = start > 0 && longestAt(letters, start - 1)?.endsWith(gram ?? '')
    if (gram !== null && !isPartOfBefore) grams.add(gram)
  }
  const all = [...grams]
  const step = Math.max(1, all.length / MAX_OF_SEARCH)
  return Array.from(
    { length: Math.min(all.length, MAX_OF_SEARCH) },
    (_, n) => all[Math.floor(n * step)] ?? '',
  )
}

function longestAt(letters: readonly string[], start: number): string | null {
  for (let length = LONGEST; length > 0; length--) {
    const gram = gramAt(letters, start, length)
    if (gram !== null) return gram
  }
  return null
}

/** Null: the text ends before, or three letters are not kept of such a script. */
function gramAt(letters: readonly string[], start: number, length: number): string | null {
  if (start + length > letters.length) return null
  const own = letters.slice(start, start + length)
  if (length === LONGEST && !own.every(isOfAlphabet)) return null
  return own.join('')
}

/** Below the scripts of East Asia: alphabets of some dozen letters, in which two of them say little. */
function isOfAlphabet(letter: string): boolean {
  return (letter.codePointAt(0) ?? 0) < 0x2e80
}

function fold(text: string): string[] {
  return Array.from(text, letter => {
    const [first = letter] = letter.toLowerCase().toUpperCase().toLowerCase()
    return first
  })
}
