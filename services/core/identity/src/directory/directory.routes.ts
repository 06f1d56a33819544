import { type DirectoryDetail, type DirectoryEntry, identityContract } from '@portico/identity-contract'
import {
  type CallContext,
  type Database,
  problems,
  readPage,
  requireSystem,
  type ServiceApp,
  type ServiceContext,
} from '@portico/service-kit'
import { identityProblems } from '../problems/identity-problems.ts'
import { type DirectoryRow, DirectoryStore } from './directory.store.ts'

const { routes } = identityContract

/** As many names of 128 characters as there may be, quoted. */
const NAMED_BODY_LIMIT = 4 * 1024 * 1024

const ACROSS_TENANTS = { 'portico.directory': 'on' }

/** The gateway asks for operators it has admitted, in no tenant's name: no call of a tenant gets in here. */
export function addDirectoryRoutes(app: ServiceApp, { database }: ServiceContext) {
  const config = { isTenantFree: true }
  app.route({
    ...routes.listDirectory,
    config,
    handler: async ({ caller, query }) => {
      assertPlatform(caller)
      return database.transaction(ACROSS_TENANTS, tx => {
        const store = new DirectoryStore(tx)
        return readPage(query, {
          keyLength: 2,
          count: () => store.count(query),
          rows: (limit, after) => store.list(query, limit, after),
          keyOf: ({ key, id }) => [key, id],
          toItem: row => toEntry(row),
        })
      })
    },
  })

  app.route({
    ...routes.listTenantFacts,
    config,
    handler: async ({ caller, query }) => {
      assertPlatform(caller)
      const { first, after = '' } = query
      const rows = await database.transaction(ACROSS_TENANTS, tx =>
        new DirectoryStore(tx).listFacts(first, after),
      )
      return { items: rows.map(row => ({ ...row, createdAt: row.createdAt.toISOString() })) }
    },
  })

  app.route({
    ...routes.nameTenants,
    config,
    bodyLimit: NAMED_BODY_LIMIT,
    handler: async ({ caller, body }) => {
      assertPlatform(caller)
      const items = await database.transaction(ACROSS_TENANTS, tx =>
        new DirectoryStore(tx).listNamed(body.refs),
      )
      return { items }
    },
  })

  app.route({
    ...routes.getDirectoryEntry,
    config,
    handler: async ({ caller, params }) => {
      assertPlatform(caller)
      return getDetail(database, params.ref)
    },
  })
}

async function getDetail(database: Database, ref: string): Promise<DirectoryDetail> {
  const row = await database.transaction(ACROSS_TENANTS, tx => new DirectoryStore(tx).find(ref))
  if (!row) throw problems.NOT_FOUND(`No tenant has the slug or id ${ref}.`)
  const { count } = await database.tenant(row.id, tx =>
    tx.get<{ count: number }>(
      `select count(*)::int as count from user_account
       where tenant_id = $1 and joined_at is not null and locked_at is null and removed_at is null`,
      [row.id],
    ),
  )
  return { ...toEntry(row), currency: row.currency, timeZone: row.timeZone, activeUserCount: count }
}

function toEntry({ id, slug, name, kind, plan, region, createdAt }: DirectoryRow): DirectoryEntry {
  return {
    id,
    slug,
    name,
    kind,
    ...(plan === null ? {} : { plan }),
    ...(region === null ? {} : { region }),
    createdAt: createdAt.toISOString(),
  }
}

function assertPlatform(caller: CallContext) {
  // The release service asks which tenants a release is for.
  if (caller.actor !== 'service:release') requireSystem({ caller })
  const { tenantId } = caller
  if (tenantId !== '') throw identityProblems.FORBIDDEN('The directory is of the platform.')
}
