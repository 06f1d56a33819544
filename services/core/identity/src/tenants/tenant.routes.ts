import { identityContract, type Tenant, type WantedTenant } from '@portico/identity-contract'
import {
  type Database,
  isTimeZone,
  problems,
  requireSystem,
  type ServiceApp,
  type ServiceContext,
} from '@portico/service-kit'
import { UserStore } from '../users/user.store.ts'
import { TenantStore } from './tenant.store.ts'

const { routes } = identityContract

/** A tenant that is being made has no caller of its own; only the platform makes one, with its kind and first users. */
const CONFIG = { isTenantFree: true }

export function addTenantRoutes(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.readTenants,
    handler: async request => ({
      items: await listTenants(database, request.caller.tenantId, request.body.ids),
    }),
  })

  app.route({
    ...routes.getTenant,
    handler: async request => {
      const { id } = request.params
      const [found] = await listTenants(database, request.caller.tenantId, [id])
      if (!found) throw tenantNotFound(id)
      return found
    },
  })

  app.route({
    ...routes.putTenant,
    config: CONFIG,
    handler: async request => {
      requireSystem(request)
      const { id } = request.params
      assertOwnOrNew(request.caller, id)
      return putTenant(database, id, request.body)
    },
  })
}

/** Another company's is answered as one that does not exist. Throws `NOT_FOUND`. */
export function assertOwnOrNew({ tenantId }: { tenantId: string }, id: string) {
  if (tenantId && tenantId !== id) throw tenantNotFound(id)
}

function listTenants(database: Database, tenantId: string, ids: readonly string[]): Promise<Tenant[]> {
  return database.tenant(tenantId, tx => new TenantStore(tx).listByIds(ids))
}

async function putTenant(database: Database, id: string, wanted: WantedTenant): Promise<Tenant> {
  assertTimeZone(wanted.timeZone)
  return database.tenant(id, async tx => {
    const tenant = await new TenantStore(tx).put(id, wanted)
    const users = new UserStore(tx, id)
    for (const user of wanted.users) await users.put(user)
    return tenant
  })
}

function assertTimeZone(timeZone: string) {
  if (isTimeZone(timeZone)) return
  const errors = [{ path: '/body/timeZone', code: 'TIME_ZONE', message: 'must be an IANA name' }]
  throw problems.INVALID_REQUEST(`There is no time zone ${timeZone}.`, { errors })
}

function tenantNotFound(id: string) {
  return problems.NOT_FOUND(`No tenant ${id}.`)
}
