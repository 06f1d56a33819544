import { identityProblems } from '../problems/identity-problems.ts'
import { guessesLog10 } from './strength.ts'

/** What a new password must be. Lengths are Unicode code points, after NFKC. */
interface PasswordRule {
  minCharacters: number
  maxCharacters: number
  /** Guesses, as a power of ten, that an attacker who knows the common ones must need. */
  minGuessesLog10: number
}

export interface PasswordOwner {
  /** Of user, tenant and product: what an attacker would try first. */
  names: readonly string[]
  /** False where the tenant asks each user for a second factor. */
  isOnlyFactor: boolean
}

const MAX_CHARACTERS = 256
const ONLY_FACTOR: PasswordRule = { minCharacters: 15, maxCharacters: MAX_CHARACTERS, minGuessesLog10: 10 }
const ONE_OF_TWO: PasswordRule = { minCharacters: 8, maxCharacters: MAX_CHARACTERS, minGuessesLog10: 8 }
const PRODUCT_NAMES = ['portico']

/**
 * NIST SP 800-63B-4, 3.1.1.2: 15 characters where the password is all that is asked for, 8 where it is one of two
 * factors; no rules of composition and no expiry; what is common, repeated, or made of known names is refused.
 */
function passwordRule(isOnlyFactor: boolean): PasswordRule {
  return isOnlyFactor ? ONLY_FACTOR : ONE_OF_TWO
}

/**
 * Throws `PASSWORD_REFUSED` with `reason` (`TOO_SHORT`, `TOO_LONG` or `COMMON`), `minCharacters` and `maxCharacters`.
 * Provisioning does not ask: a demo may have the password it prints.
 */
export async function assertPassword(
  password: string,
  { names, isOnlyFactor }: PasswordOwner,
): Promise<void> {
  const rule = passwordRule(isOnlyFactor)
  const text = password.normalize('NFKC')
  const length = Array.from(text).length
  if (length < rule.minCharacters) throw refused('TOO_SHORT', rule)
  if (length > rule.maxCharacters) throw refused('TOO_LONG', rule)
  const guesses = await guessesLog10(text, [...PRODUCT_NAMES, ...names])
  if (guesses < rule.minGuessesLog10) throw refused('COMMON', rule)
}

const ADVICE = {
  TOO_SHORT: ({ minCharacters }: PasswordRule) =>
    `Take at least ${minCharacters} characters; a few unrelated words are easy to remember.`,
  TOO_LONG: ({ maxCharacters }: PasswordRule) => `Take at most ${maxCharacters} characters.`,
  COMMON: () => 'It is easy to guess. Take a few unrelated words, and no names of yours or of the company.',
}

function refused(reason: keyof typeof ADVICE, rule: PasswordRule) {
  const { minCharacters, maxCharacters } = rule
  return identityProblems.PASSWORD_REFUSED(ADVICE[reason](rule), { reason, minCharacters, maxCharacters })
}
