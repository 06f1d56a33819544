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
import {
  DirectoryDetail,
  type DirectoryEntry,
  DirectoryPage,
  DirectoryQuery,
  FactsPage,
  FactsQuery,
  NAMED_BODY_LIMIT,
  NamedTenants,
  RefsBody,
  TenantRef,
} from './directory.schema.ts'
import { type DirectoryRow, DirectoryStore } from './directory.store.ts'

const ACROSS_TENANTS = { 'portico.directory': 'on' }

/** The gateway asks for operators it has admitted, in no tenant's name: no call of a tenant gets in here. */
export function addDirectoryRoutes(app: ServiceApp, { database }: ServiceContext) {
  const config = { isTenantFree: true }
  const list = { querystring: DirectoryQuery, response: { 200: DirectoryPage } }
  app.get('/directory', { config, schema: list }, async ({ caller, query }) => {
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
  })

  const facts = { querystring: FactsQuery, response: { 200: FactsPage } }
  app.get('/directory-facts', { config, schema: facts }, async ({ caller, query }) => {
    assertPlatform(caller)
    const { first, after = '' } = query
    const rows = await database.transaction(ACROSS_TENANTS, tx =>
      new DirectoryStore(tx).listFacts(first, after),
    )
    return { items: rows.map(row => ({ ...row, createdAt: row.createdAt.toISOString() })) }
  })

  const named = { body: RefsBody, response: { 200: NamedTenants } }
  app.post(
    '/directory-named',
    { config, schema: named, bodyLimit: NAMED_BODY_LIMIT },
    async ({ caller, body }) => {
      assertPlatform(caller)
      const items = await database.transaction(ACROSS_TENANTS, tx =>
        new DirectoryStore(tx).listNamed(body.refs),
      )
      return { items }
    },
  )

  const detail = { params: TenantRef, response: { 200: DirectoryDetail } }
  app.get('/directory/:ref', { config, schema: detail }, async ({ caller, params }) => {
    assertPlatform(caller)
    return getDetail(database, params.ref)
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
