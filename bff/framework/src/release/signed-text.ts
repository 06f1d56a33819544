import { createHmac, timingSafeEqual } from 'node:crypto'

const SIGNATURE_CHARACTERS = 32

/** Text that a browser carries and cannot make up: `<text>.<signature>`. A key is of one purpose, so that no text passes for another. */
export class SignedText {
  /** The first signs, all are accepted. */
  readonly #keys: readonly [string, ...string[]]

  /** `previous`: the secret before, whose signatures hold while they last. */
  constructor(purpose: string, secret: string, previous: string | null = null) {
    const keyOf = (from: string) => `portico ${purpose} ${from}`
    this.#keys = [keyOf(secret), ...(previous === null ? [] : [keyOf(previous)])]
  }

  sign(text: string): string {
    return `${text}.${signatureOf(this.#keys[0], text)}`
  }

  /** The text; null: it was not signed here. */
  read(signed: string): string | null {
    const end = signed.lastIndexOf('.')
    const text = signed.slice(0, Math.max(0, end))
    const signature = signed.slice(end + 1)
    return this.#keys.some(key => isSame(signature, signatureOf(key, text))) ? text : null
  }
}

function signatureOf(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('base64url').slice(0, SIGNATURE_CHARACTERS)
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
