import { identityContract } from '@portico/identity-contract'
import {
  problems,
  requireVersion,
  type ServiceApp,
  type ServiceContext,
  versionConflict,
} from '@portico/service-kit'
import { audit } from '../audit/audit.ts'
import { type Act, changeAs, readAs } from '../people/act.ts'
import { assertWithin } from '../people/limits.ts'
import { identityProblems } from '../problems/identity-problems.ts'
import type { IssuerHosts } from '../providers/issuer-hosts.ts'
import { type SsoProvider, SsoStore } from '../providers/sso.store.ts'
import { getRole } from '../roles/roles.ts'
import { auditSubjectOf, getUser } from '../users/user.store.ts'
import type { Vault } from '../vault/vault.ts'
import { placeOfSecret, SsoLogin } from './sso-login.ts'

const { routes } = identityContract

const PERMISSION = 'people.role.write'
/** The version of settings that there are not. */
const NONE = 0

export function addSsoRoutes(
  app: ServiceApp,
  { database }: ServiceContext,
  { vault, hosts }: { vault: Vault; hosts: IssuerHosts },
) {
  const login = new SsoLogin({ database, vault, hosts })
  const config = { isTenantFree: true }
  app.route({ ...routes.startSso, config, handler: request => login.start(request.body) })
  app.route({ ...routes.finishSso, config, handler: request => login.finish(request.body) })
  addSettings(app, { database, vault, hosts })
}

type SettingsParts = Pick<ServiceContext, 'database'> & { vault: Vault; hosts: IssuerHosts }

/** Of the caller's tenant: who makes roles says which group has which. */
function addSettings(app: ServiceApp, { database, vault, hosts }: SettingsParts) {
  app.route({
    ...routes.getSsoSettings,
    handler: ({ caller }) =>
      readAs(database, caller, PERMISSION, async ({ tx, tenant }) => new SsoStore(tx, tenant.id).find()),
  })

  app.route({
    ...routes.putSsoSettings,
    handler: async ({ caller, headers, body }, reply) => {
      const version = requireVersion(headers)
      await hosts.assert(issuerOf(body.issuer))
      await changeAs(database, caller, PERMISSION, async act => {
        const { tx, tenant } = act
        const { clientSecret, ...settings } = body
        await assertRoles(act, [...settings.roleByGroup.map(({ role }) => role), settings.defaultRole])
        const store = new SsoStore(tx, tenant.id)
        const found = await store.find()
        if ((found?.version ?? NONE) !== version) throw versionConflict(found?.version ?? NONE)
        const sealedSecret =
          clientSecret === undefined
            ? keptSecret(found, settings)
            : vault.seal(clientSecret, placeOfSecret(tenant.id))
        await store.put({ ...settings, sealedSecret })
        await auditSettings(act, 'tenant.sso-change', {
          issuer: { old: found?.issuer ?? null, new: settings.issuer },
        })
      })
      return reply.code(204).send(null)
    },
  })

  app.route({
    ...routes.removeSsoSettings,
    handler: async ({ caller }, reply) => {
      await changeAs(database, caller, PERMISSION, async act => {
        const isRemoved = await new SsoStore(act.tx, act.tenant.id).remove()
        if (isRemoved) await auditSettings(act, 'tenant.sso-remove', {})
      })
      return reply.code(204).send(null)
    },
  })
}

/** Throws `SSO_ADDRESS_REFUSED`. */
function issuerOf(text: string): URL {
  const url = URL.parse(text)
  if (!url) throw identityProblems.SSO_ADDRESS_REFUSED(`${text} is no address.`)
  return url
}

type Client = Pick<SsoProvider, 'issuer' | 'clientId'>

/** A secret is kept for one client of one provider: sent to another address, it would be known there. */
function keptSecret(found: SsoProvider | null, { issuer, clientId }: Client): string {
  if (found?.issuer === issuer && found.clientId === clientId) return found.sealedSecret
  throw problems.INVALID_REQUEST('clientSecret is needed the first time, and when issuer or clientId change.')
}

/** A mapping gives roles, so it gives no more than its author has. */
async function assertRoles({ tx, tenant, actor }: Act, roles: readonly (string | null)[]) {
  for (const role of new Set(roles.filter(name => name !== null)))
    assertWithin(actor, (await getRole(tx, tenant, role)).permissions)
}

async function auditSettings(
  act: Act,
  action: 'tenant.sso-change' | 'tenant.sso-remove',
  change: Record<string, { old: string | null; new: string | null }>,
) {
  await audit(act, action, auditSubjectOf(await getUser(act.tx, act.tenant.id, act.actor.id)), change)
}
