import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { ServiceContext } from '@portico/service-kit'
import { identityProblems } from '../problems/identity-problems.ts'

const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const VERSION = 'v1'

/**
 * Keeps what the service itself must read again (secrets of second factors, of identity providers) unreadable to an attacker
 * who has the database only: AES-256-GCM by a key made from `PORTICO_SECRET`, or one of `PORTICO_SECRET_PREVIOUS`. What was sealed with another is lost.
 */
export class Vault {
  readonly #keys: readonly [Buffer, ...Buffer[]]

  /** The first seals, all open. */
  constructor(keys: readonly [Buffer, ...Buffer[]]) {
    this.#keys = keys
  }

  /** `place` names the row: what is copied into another one cannot be opened there. */
  seal(text: string, place: string): string {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv(CIPHER, this.#keys[0], nonce).setAAD(Buffer.from(place))
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`
  }

  /** Throws `SEALED_WITH_ANOTHER_SECRET`. */
  open(sealed: string, place: string): string {
    const bytes = Buffer.from(sealed.slice(VERSION.length + 1), 'base64url')
    let failure: unknown
    for (const key of this.#keys) {
      try {
        return openWith(key, bytes, place)
      } catch (cause) {
        failure = cause
      }
    }
    throw identityProblems.SEALED_WITH_ANOTHER_SECRET(
      'PORTICO_SECRET was changed. An owner must reset what was kept with the old one.',
      {},
      failure,
    )
  }
}

function openWith(key: Buffer, bytes: Buffer, place: string): string {
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)
  const decipher = createDecipheriv(CIPHER, key, nonce).setAAD(Buffer.from(place)).setAuthTag(tag)
  const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES))
  return Buffer.concat([text, decipher.final()]).toString('utf8')
}

/** Development gives no secret: the database's URL, which holds a password, stands in. */
export function openVault({ keyring, database }: Pick<ServiceContext, 'keyring' | 'database'>): Vault {
  const [first, ...others] = keyring?.own('vault') ?? []
  return new Vault(first ? [first, ...others] : [keyOf(database.url)])
}

function keyOf(text: string): Buffer {
  return Buffer.from(hkdfSync('sha256', text, '', 'portico identity vault', KEY_BYTES))
}
