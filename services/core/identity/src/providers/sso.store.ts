import { createHash } from 'node:crypto'
import type { SsoSettings } from '@portico/identity-contract'
import type { Transaction } from '@portico/service-kit'

const ATTEMPT_SECONDS = 10 * 60
/** Of one tenant: starting needs no password, so the oldest give way. */
const MAX_ATTEMPTS = 1000

export interface SsoProvider extends SsoSettings {
  sealedSecret: string
}

export interface KeptSsoProvider extends SsoProvider {
  version: number
}

export class SsoStore {
  readonly #tx: Transaction
  readonly #tenantId: string

  constructor(tx: Transaction, tenantId: string) {
    this.#tx = tx
    this.#tenantId = tenantId
  }

  find(): Promise<KeptSsoProvider | null> {
    return this.#tx.find<KeptSsoProvider>(
      `select issuer, client_id as "clientId", sealed_secret as "sealedSecret", scopes, groups_claim as "groupsClaim",
         role_by_group as "roleByGroup", default_role as "defaultRole", allows_passwords as "allowsPasswords", version
       from sso_provider where tenant_id = $1`,
      [this.#tenantId],
    )
  }

  /** Versions of settings that were removed do not come again: those of the next ones begin at another number. */
  async put(provider: SsoProvider) {
    const { issuer, clientId, sealedSecret, scopes, groupsClaim, roleByGroup, defaultRole, allowsPasswords } =
      provider
    await this.#tx.run(
      `insert into sso_provider (tenant_id, issuer, client_id, sealed_secret, scopes, groups_claim, role_by_group,
         default_role, allows_passwords, version)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1 + floor(random() * 900000000)::integer)
       on conflict (tenant_id) do update set issuer = excluded.issuer, client_id = excluded.client_id,
         sealed_secret = excluded.sealed_secret, scopes = excluded.scopes, groups_claim = excluded.groups_claim,
         role_by_group = excluded.role_by_group, default_role = excluded.default_role,
         allows_passwords = excluded.allows_passwords, version = sso_provider.version + 1, updated_at = now()`,
      [
        this.#tenantId,
        issuer,
        clientId,
        sealedSecret,
        scopes,
        groupsClaim,
        JSON.stringify(roleByGroup),
        defaultRole,
        allowsPasswords,
      ],
    )
  }

  async remove(): Promise<boolean> {
    return (await this.#tx.run('delete from sso_provider where tenant_id = $1', [this.#tenantId])) === 1
  }

  async addAttempt(state: string, sealedChecks: string) {
    await this.#tx.run(
      `insert into sso_attempt (tenant_id, state_hash, sealed_checks, expires_at)
       values ($1, $2, $3, now() + make_interval(secs => $4))`,
      [this.#tenantId, hashOf(state), sealedChecks, ATTEMPT_SECONDS],
    )
    await this.#tx.run(
      `delete from sso_attempt where tenant_id = $1 and state_hash in (
         select state_hash from sso_attempt where tenant_id = $1 order by expires_at desc offset $2
         for update skip locked)`,
      [this.#tenantId, MAX_ATTEMPTS],
    )
  }

  /** Once: it is deleted with the reading. */
  async takeAttempt(state: string): Promise<string | null> {
    const taken = await this.#tx.find<{ checks: string }>(
      `delete from sso_attempt where tenant_id = $1 and state_hash = $2 and expires_at > now()
       returning sealed_checks as checks`,
      [this.#tenantId, hashOf(state)],
    )
    return taken?.checks ?? null
  }

  async findUser(issuer: string, subject: string): Promise<string | null> {
    const row = await this.#tx.find<{ userId: string }>(
      'select user_id as "userId" from sso_identity where tenant_id = $1 and issuer = $2 and subject = $3',
      [this.#tenantId, issuer, subject],
    )
    return row?.userId ?? null
  }

  async link(issuer: string, subject: string, userId: string) {
    await this.#tx.run(
      'insert into sso_identity (tenant_id, issuer, subject, user_id) values ($1, $2, $3, $4)',
      [this.#tenantId, issuer, subject, userId],
    )
  }
}

function hashOf(state: string): string {
  return createHash('sha256').update(state).digest('base64url')
}
