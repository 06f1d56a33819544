import type { AuditAction, Enrolment, RecoveryCodes, SecondFactor } from '@portico/identity-contract'
import { type Database, problems, type Transaction } from '@portico/service-kit'
import { audit } from '../audit/audit.ts'
import { KnownBrowsers } from '../browsers/known-browsers.ts'
import { identityProblems } from '../problems/identity-problems.ts'
import type { OwnUser } from '../sessions/own-password.ts'
import { TenantStore } from '../tenants/tenant.store.ts'
import { auditSubjectOf, getUser } from '../users/user.store.ts'
import type { Vault } from '../vault/vault.ts'
import { CodeCheck, secretPlace } from './code-check.ts'
import { drawQr } from './qr-picture.ts'
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.ts'
import { SecondFactorStore } from './second-factor.store.ts'
import { newTotpSecret, totpUri } from './totp.ts'

/** One user's second factor: offered, put in force by its first code, taken off. */
export class SecondFactors {
  readonly codes: CodeCheck
  readonly #database: Database
  readonly #vault: Vault

  constructor(database: Database, vault: Vault) {
    this.#database = database
    this.#vault = vault
    this.codes = new CodeCheck(database, vault)
  }

  show({ tenantId, userId }: OwnUser): Promise<SecondFactor> {
    return this.#database.tenant(tenantId, async tx => {
      const store = new SecondFactorStore(tx, tenantId)
      const confirmedAt = (await store.find(userId))?.confirmedAt?.toISOString() ?? null
      return {
        isOn: confirmedAt !== null,
        confirmedAt,
        isRequired: await store.isRequired(),
        recoveryCodesLeft: await store.countRecoveryCodes(userId),
      }
    })
  }

  /** A new secret, in force once one of its codes was given. Throws `SECOND_FACTOR_ON`. */
  offer(user: OwnUser): Promise<Enrolment> {
    const { tenantId, userId } = user
    const secret = newTotpSecret()
    return this.#database.tenant(tenantId, async tx => {
      const sealed = this.#vault.seal(secret, secretPlace(user))
      const isOffered = await new SecondFactorStore(tx, tenantId).offer(userId, sealed)
      if (!isOffered) throw identityProblems.SECOND_FACTOR_ON('Switch it off first, then set up the new one.')
      const uri = await uriOf(tx, user, secret)
      return { secret, uri, qr: drawQr(uri) }
    })
  }

  /** Throws `SECOND_FACTOR_ON`, and as `CodeCheck.run`. */
  confirm(user: OwnUser, code: string): Promise<RecoveryCodes> {
    const work = async (tx: Transaction, wasOn: boolean) => {
      if (wasOn) throw identityProblems.SECOND_FACTOR_ON('It is on already.')
      return confirmNow(tx, user)
    }
    return this.codes.run(user, code, { mayConfirm: true, work })
  }

  renewRecoveryCodes(user: OwnUser, code: string): Promise<RecoveryCodes> {
    const work = async (tx: Transaction) => {
      await auditOwn(tx, user, 'user.recovery-codes')
      return renewCodes(tx, user)
    }
    return this.codes.run(user, code, { mayConfirm: false, work })
  }

  async switchOff(user: OwnUser, code: string): Promise<void> {
    const work = async (tx: Transaction) => {
      await auditOwn(tx, user, 'user.second-factor-off')
      await removeFactor(tx, user)
    }
    await this.codes.run(user, code, { mayConfirm: false, work })
  }
}

/** The first code of a factor was right: it is in force from now on. */
export async function confirmNow(tx: Transaction, user: OwnUser): Promise<RecoveryCodes> {
  await auditOwn(tx, user, 'user.second-factor-on')
  return renewCodes(tx, user)
}

/** False: there was none in force. Browsers that were known become strangers. */
export async function removeFactor(tx: Transaction, { tenantId, userId }: OwnUser): Promise<boolean> {
  const isRemoved = await new SecondFactorStore(tx, tenantId).remove(userId)
  if (isRemoved) await new KnownBrowsers(tx, tenantId).forgetAll(userId)
  return isRemoved
}

async function renewCodes(tx: Transaction, { tenantId, userId }: OwnUser): Promise<RecoveryCodes> {
  const recoveryCodes = newRecoveryCodes()
  await new SecondFactorStore(tx, tenantId).replaceRecoveryCodes(userId, recoveryCodes.map(hashRecoveryCode))
  return { recoveryCodes }
}

async function auditOwn(
  tx: Transaction,
  { tenantId, userId, address = null }: OwnUser,
  action: AuditAction,
): Promise<void> {
  const user = await getUser(tx, tenantId, userId)
  await audit({ tx, tenant: { id: tenantId }, actor: { ...user, address } }, action, auditSubjectOf(user))
}

/** What the app lists it as: the company, and who of it. */
async function uriOf(tx: Transaction, { tenantId, userId }: OwnUser, secret: string): Promise<string> {
  const [tenant] = await new TenantStore(tx).listByIds([tenantId])
  const user = await getUser(tx, tenantId, userId)
  if (!tenant) throw problems.NOT_FOUND('There is no such tenant.')
  return totpUri(secret, `Portico ${tenant.name}`, user.username)
}
