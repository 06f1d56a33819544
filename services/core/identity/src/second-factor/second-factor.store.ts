import type { Transaction } from '@portico/service-kit'

export interface SecondFactorRow {
  sealedSecret: string
  confirmedAt: Date | null
}

export class SecondFactorStore {
  readonly #tx: Transaction
  readonly #tenantId: string

  constructor(tx: Transaction, tenantId: string) {
    this.#tx = tx
    this.#tenantId = tenantId
  }

  find(userId: string): Promise<SecondFactorRow | null> {
    return this.#tx.find<SecondFactorRow>(
      `select sealed_secret as "sealedSecret", confirmed_at as "confirmedAt"
       from second_factor where tenant_id = $1 and user_id = $2`,
      [this.#tenantId, userId],
    )
  }

  /** False: there is one in force, which stays. */
  async offer(userId: string, sealedSecret: string): Promise<boolean> {
    const written = await this.#tx.run(
      `insert into second_factor as known (tenant_id, user_id, sealed_secret) values ($1, $2, $3)
       on conflict (tenant_id, user_id) do update set sealed_secret = excluded.sealed_secret, last_step = 0
       where known.confirmed_at is null`,
      [this.#tenantId, userId, sealedSecret],
    )
    return written === 1
  }

  /** The code of `step` is used up. False: it was already, or a later one was. */
  async useStep(userId: string, step: number): Promise<boolean> {
    const written = await this.#tx.run(
      `update second_factor set last_step = $3, confirmed_at = coalesce(confirmed_at, now())
       where tenant_id = $1 and user_id = $2 and last_step < $3`,
      [this.#tenantId, userId, step],
    )
    return written === 1
  }

  /** False: no such code, or used before. */
  async useRecoveryCode(userId: string, codeHash: string): Promise<boolean> {
    const written = await this.#tx.run(
      `update recovery_code set used_at = now()
       where tenant_id = $1 and user_id = $2 and code_hash = $3 and used_at is null`,
      [this.#tenantId, userId, codeHash],
    )
    return written === 1
  }

  async replaceRecoveryCodes(userId: string, codeHashes: readonly string[]) {
    const user = [this.#tenantId, userId]
    await this.#tx.run('delete from recovery_code where tenant_id = $1 and user_id = $2', user)
    await this.#tx.run(
      `insert into recovery_code (tenant_id, user_id, code_hash) select $1, $2, hash from unnest($3::text[]) as hash`,
      [...user, codeHashes],
    )
  }

  async countRecoveryCodes(userId: string): Promise<number> {
    const { count } = await this.#tx.get<{ count: number }>(
      `select count(*)::int as count from recovery_code
       where tenant_id = $1 and user_id = $2 and used_at is null`,
      [this.#tenantId, userId],
    )
    return count
  }

  /** Its recovery codes go with it. False: there was none in force. */
  async remove(userId: string): Promise<boolean> {
    const removed = await this.#tx.run(
      'delete from second_factor where tenant_id = $1 and user_id = $2 and confirmed_at is not null',
      [this.#tenantId, userId],
    )
    return removed === 1
  }

  async isRequired(): Promise<boolean> {
    const tenant = await this.#tx.find<{ isRequired: boolean }>(
      'select requires_second_factor as "isRequired" from tenant where id = $1',
      [this.#tenantId],
    )
    return tenant?.isRequired ?? false
  }

  async setRequired(isRequired: boolean) {
    await this.#tx.run('update tenant set requires_second_factor = $2, updated_at = now() where id = $1', [
      this.#tenantId,
      isRequired,
    ])
  }
}
