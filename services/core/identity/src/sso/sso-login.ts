import { randomBytes } from 'node:crypto'
import type { Login, SsoFinish, SsoStart } from '@portico/identity-contract'
import type { Database } from '@portico/service-kit'
import { KnownBrowsers } from '../browsers/known-browsers.ts'
import { complete } from '../login/complete.ts'
import { foldName, strangerTenant } from '../login/names.ts'
import { identityProblems } from '../problems/identity-problems.ts'
import type { IssuerHosts } from '../providers/issuer-hosts.ts'
import { type Checks, ProviderClient } from '../providers/provider-client.ts'
import { type SsoProvider, SsoStore } from '../providers/sso.store.ts'
import { TenantStore } from '../tenants/tenant.store.ts'
import { networkOf } from '../throttle/network.ts'
import { beginAttempt, cancelAttempt, type Limit, limitKey } from '../throttle/throttle.ts'
import { THROTTLE_RULES } from '../throttle/throttle-rules.ts'
import type { Vault } from '../vault/vault.ts'
import { arrive } from './sso-account.ts'

interface SsoParts {
  database: Database
  vault: Vault
  hosts: IssuerHosts
}

/** Logging in at the tenant's own identity provider. Its second factor counts; ours is not asked for. */
export class SsoLogin {
  readonly #parts: SsoParts

  constructor(parts: SsoParts) {
    this.#parts = parts
  }

  /**
   * Where to send the browser, and the state it must come back with, which the gateway keeps in the browser's cookie.
   * Each start asks the provider, so a network that never comes back is slowed. Throws `LOGIN_THROTTLED`, `SSO_NOT_OFFERED` alike for unknown tenants and those without, `SSO_UNAVAILABLE`, `SSO_ADDRESS_REFUSED`.
   */
  async start({ tenant, redirectUri, address = '' }: SsoStart) {
    const { database, vault } = this.#parts
    const retryAfterSeconds = await beginAttempt(database, limitsOf(address))
    if (retryAfterSeconds !== null)
      throw identityProblems.LOGIN_THROTTLED('Wait before the next attempt.', { retryAfterSeconds })
    const slug = foldName(tenant)
    const known = await database.transaction({ 'portico.login_slug': slug }, tx =>
      new TenantStore(tx).findBySlug(slug),
    )
    // A tenant that does not exist costs what one without a provider does.
    const tenantId = known?.id ?? strangerTenant(slug)
    const provider = await database.tenant(tenantId, tx => new SsoStore(tx, tenantId).find())
    if (!known || !provider) throw identityProblems.SSO_NOT_OFFERED('Log in with a password.')
    const state = `${Buffer.from(known.id).toString('base64url')}.${randomBytes(32).toString('base64url')}`
    const client = await this.#open(known.id, provider)
    const { url, checks } = await client.authorizationUrl({ redirectUri, scopes: provider.scopes, state })
    const sealed = vault.seal(JSON.stringify(checks), placeOfAttempt(state))
    await database.tenant(known.id, tx => new SsoStore(tx, known.id).addAttempt(state, sealed))
    return { url, state }
  }

  /** Throws `SSO_STATE_LOST` (start again), `SSO_REFUSED`, `SSO_UNAVAILABLE`, and as `arrive`. */
  async finish({ state, redirectUri, query, client: browser }: SsoFinish): Promise<Login> {
    const { database, vault } = this.#parts
    const tenantId = Buffer.from(state.split('.', 1)[0] ?? '', 'base64url').toString('utf8') || '~none'
    const { provider, sealed } = await database.tenant(tenantId, async tx => {
      const store = new SsoStore(tx, tenantId)
      return { provider: await store.find(), sealed: await store.takeAttempt(state) }
    })
    if (!provider || sealed === null) throw lost()
    const checks = JSON.parse(vault.open(sealed, placeOfAttempt(state))) as Checks
    const url = new URL(redirectUri)
    url.search = query
    const client = await this.#open(tenantId, provider)
    const user = await client.finish(url, state, checks, provider.groupsClaim)
    await cancelAttempt(database, limitsOf(browser?.address ?? ''))
    return database.tenant(tenantId, async tx => {
      const [tenant] = await new TenantStore(tx).listByIds([tenantId])
      if (!tenant) throw lost()
      const account = await arrive({ tx, tenantId, settings: provider, user })
      const known = await new KnownBrowsers(tx, tenantId).find(account.id, browser?.browsers ?? [])
      return complete(tx, tenant, account, known)
    })
  }

  #open(tenantId: string, { issuer, clientId, sealedSecret }: SsoProvider): Promise<ProviderClient> {
    const clientSecret = this.#parts.vault.open(sealedSecret, placeOfSecret(tenantId))
    return ProviderClient.open(this.#parts.hosts, { issuer, clientId, clientSecret })
  }
}

export function placeOfSecret(tenantId: string): string {
  return JSON.stringify(['sso-secret', tenantId])
}

function limitsOf(address: string): Limit[] {
  return [{ key: limitKey('sso', networkOf(address)), rule: THROTTLE_RULES.network, isOwn: false }]
}

function placeOfAttempt(state: string): string {
  return JSON.stringify(['sso-attempt', state])
}

function lost() {
  return identityProblems.SSO_STATE_LOST('The log-in took too long or was begun elsewhere. Start again.')
}
