import type { Database, Transaction } from '@portico/service-kit'
import { identityProblems } from '../problems/identity-problems.ts'
import type { OwnUser } from '../sessions/own-password.ts'
import { beginAttempt, limitKey, succeed } from '../throttle/throttle.ts'
import { THROTTLE_RULES } from '../throttle/throttle-rules.ts'
import type { Vault } from '../vault/vault.ts'
import { hashRecoveryCode } from './recovery-codes.ts'
import { SecondFactorStore } from './second-factor.store.ts'
import { findTotpStep } from './totp.ts'

const SIX_DIGITS = /^\d{6}$/

/** Checks codes and uses them up, few at a time: six digits are soon guessed. */
export class CodeCheck {
  readonly #database: Database
  readonly #vault: Vault

  constructor(database: Database, vault: Vault) {
    this.#database = database
    this.#vault = vault
  }

  /**
   * Runs `work` in one transaction with the use of the code. `mayConfirm`: the first code of a factor that was offered
   * counts too. Throws `SECOND_FACTOR_FAILED`, `LOGIN_THROTTLED` with `retryAfterSeconds`.
   */
  async run<T>(
    user: OwnUser,
    typed: string,
    { mayConfirm, work }: { mayConfirm: boolean; work(tx: Transaction, wasOn: boolean): Promise<T> },
  ): Promise<T> {
    const { tenantId, userId } = user
    const limits = [{ key: limitKey('code', tenantId, userId), rule: THROTTLE_RULES.code, isOwn: true }]
    const retryAfterSeconds = await beginAttempt(this.#database, limits)
    if (retryAfterSeconds !== null)
      throw identityProblems.LOGIN_THROTTLED('Wait before the next code.', { retryAfterSeconds })
    const result = await this.#database.tenant(tenantId, async tx => {
      const factor = await new SecondFactorStore(tx, tenantId).find(userId)
      const wasOn = factor !== null && factor.confirmedAt !== null
      const isRight = (wasOn || mayConfirm) && (await this.#use(tx, user, typed, factor?.sealedSecret))
      if (!isRight)
        throw identityProblems.SECOND_FACTOR_FAILED('The code is wrong, too old, or was used before.')
      return work(tx, wasOn)
    })
    await succeed(this.#database, limits)
    return result
  }

  async #use(tx: Transaction, { tenantId, userId }: OwnUser, typed: string, sealed = ''): Promise<boolean> {
    const store = new SecondFactorStore(tx, tenantId)
    const digits = typed.normalize('NFKC').replace(/\s/g, '')
    if (!SIX_DIGITS.test(digits)) return store.useRecoveryCode(userId, hashRecoveryCode(typed))
    if (sealed === '') return false
    const secret = this.#vault.open(sealed, secretPlace({ tenantId, userId }))
    const step = findTotpStep(secret, digits)
    return step !== null && store.useStep(userId, step)
  }
}

export function secretPlace({ tenantId, userId }: OwnUser): string {
  return JSON.stringify(['second-factor', tenantId, userId])
}
