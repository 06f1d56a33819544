import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { ServiceContext } from '@portico/service-kit'
import { identityProblems } from '../problems.ts'

const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const VERSION = 'v1'

/**
 * Keeps what the service itself must read again (secrets of second factors, of identity providers) unreadable to an attacker
 * who has the database only: AES-256-GCM by a key made from `PORTICO_SECRET`. What was sealed with another secret is lost.
 */
export class Vault {
  readonly #key: Buffer

  constructor(secret: string) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'portico identity vault', KEY_BYTES))
  }

  /** `place` names the row: what is copied into another one cannot be opened there. */
  seal(text: string, place: string): string {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv(CIPHER, this.#key, nonce).setAAD(Buffer.from(place))
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`
  }

  /** Throws `SEALED_WITH_ANOTHER_SECRET`. */
  open(sealed: string, place: string): string {
    const bytes = Buffer.from(sealed.slice(VERSION.length + 1), 'base64url')
    const nonce = bytes.subarray(0, NONCE_BYTES)
    const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
    try {
      const decipher = createDecipheriv(CIPHER, this.#key, nonce).setAAD(Buffer.from(place)).setAuthTag(tag)
      const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES))
      return Buffer.concat([text, decipher.final()]).toString('utf8')
    } catch (cause) {
      throw identityProblems.SEALED_WITH_ANOTHER_SECRET(
        'PORTICO_SECRET was changed. An owner must reset what was kept with the old one.',
        {},
        cause,
      )
    }
  }
}

/** Tests and development give no secret: the database's URL, which holds a password, stands in. */
export function openVault({ env, database }: ServiceContext): Vault {
  return new Vault(env.PORTICO_SECRET || database.url)
}
