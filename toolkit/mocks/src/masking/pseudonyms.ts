import { createHmac } from 'node:crypto'

/** Of the 500 most frequent characters of Chinese, some that no name is made of. */
const CHINESE =
  '的一是不了在有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开'
const MOST_TRIES = 50
const DIGITS = '0123456789'
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

const KINDS: readonly [kind: RegExp, alphabet: string][] = [
  [/\p{Nd}/u, DIGITS],
  [/[a-z]/, LETTERS],
  [/[A-Z]/, LETTERS.toUpperCase()],
  [/\p{Script=Han}/u, CHINESE],
  // Other letters, marks, pictures, and what no table knows: all but what stands between words.
  [/[^\p{P}\p{Z}\p{Cc}$+<=>^`|~]/u, LETTERS],
]
/** An id that must stay one: its letters are digits too. */
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/
const HEX: readonly [kind: RegExp, alphabet: string][] = [[/[\da-f]/, '0123456789abcdef']]

/**
 * Stands in for values that may not be written down: the same one for the same value, of the same length and kind of characters, so that
 * pages look as they do. Two values never share one, so what belonged together still does. Who lacks the key cannot try values out.
 */
export class Pseudonyms {
  readonly #key: Buffer
  readonly #given = new Map<string, string>()
  readonly #taken = new Set<string>()

  /** `key`: 32 random bytes, kept apart from what is recorded. */
  constructor(key: Buffer) {
    this.#key = key
  }

  /** Of values that stand for others so far. */
  get size(): number {
    return this.#given.size
  }

  ofText(value: string): string {
    if (value === '') return value
    return this.#find(value, tried => this.#scramble(value, tried))
  }

  /** As many digits, and as many of them behind the point. */
  ofNumber(value: number): number {
    if (!Number.isFinite(value) || value === 0) return value
    const scrambled = this.ofText(String(Math.abs(value)).split('e', 1)[0] ?? '')
    return Math.sign(value) * Number(scrambled)
  }

  /** A date (`2026-01-31`) or a point in time: all of them the same number of days earlier, so that order and distance stay. */
  ofDate(value: string): string {
    const time = Date.parse(value)
    if (Number.isNaN(time)) return this.ofText(value)
    const earlier = new Date(time - this.#days() * 86_400_000).toISOString()
    return value.length <= 10 ? earlier.slice(0, 10) : earlier
  }

  #find(value: string, scramble: (tried: number) => string): string {
    const known = this.#given.get(value)
    if (known !== undefined) return known
    for (let tried = 0; ; tried += 1) {
      // Of few characters there are few pseudonyms: then one is longer than its value.
      const found = tried < MOST_TRIES ? scramble(tried) : `${scramble(tried)}${tried}`
      if (found === value || this.#taken.has(found)) continue
      this.#taken.add(found)
      this.#given.set(value, found)
      return found
    }
  }

  #scramble(value: string, tried: number): string {
    const bytes = this.#bytes(`${tried}:${value}`, value.length)
    const kinds = UUID.test(value) ? HEX : KINDS
    // A number begins with no 0, in whatever place it stands.
    const first = [...value].findIndex(character => /\p{Nd}/u.test(character))
    return [...value]
      .map((character, index) => {
        const found = kinds.find(([kind]) => kind.test(character))?.[1]
        const alphabet = index === first && found === DIGITS ? found.slice(1) : found
        return alphabet === undefined ? character : alphabet.charAt((bytes[index] ?? 0) % alphabet.length)
      })
      .join('')
  }

  #bytes(text: string, count: number): Uint8Array {
    const blocks = Array.from({ length: Math.ceil(count / 32) }, (_, index) =>
      createHmac('sha256', this.#key).update(`${index}:${text}`).digest(),
    )
    return Buffer.concat(blocks)
  }

  #days(): number {
    const [high = 0, low = 0] = this.#bytes('days', 2)
    return 400 + ((high * 256 + low) % 1000)
  }
}
