import { createHash, randomInt } from 'node:crypto'

const HOW_MANY = 10
const GROUPS = 4
const GROUP_CHARACTERS = 4
/** Crockford's base 32: no letter that looks like a digit. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** Ten codes of 80 bits each, such as `8f3k-2mwa-zq0p-7c1d`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: HOW_MANY }, newRecoveryCode)
}

/** As a person types it from paper: any case, with or without hyphens and spaces, `o` for 0, `i` and `l` for 1. */
export function hashRecoveryCode(typed: string): string {
  const plain = typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '')
  const code = plain.replaceAll('o', '0').replace(/[il]/g, '1')
  // 80 random bits need no salt and no slow hash.
  return createHash('sha256').update(code).digest('base64url')
}

function newRecoveryCode(): string {
  const group = () =>
    Array.from({ length: GROUP_CHARACTERS }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}
