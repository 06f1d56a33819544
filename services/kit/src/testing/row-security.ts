import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { VERSION_TABLES } from '../database/migrate.ts'
import type { ServiceUnderTest } from './under-test.ts'

/** Settings that name no tenant, or one without a row: every protected table must look empty. */
const STRANGERS: Record<string, string>[] = [{}, { 'portico.tenant': '' }, { 'portico.tenant': 't_stranger' }]

interface TableFacts {
  name: string
  tenantColumn: string | null
  isEnabled: boolean
  isForced: boolean
  policies: number
  /** Policies that look at no setting: they would show every tenant's rows. */
  openPolicies: number
}

/** The contract of every service's schema. Call it where the schema holds rows of some tenant already. */
export function describeRowSecurity(
  get: () => ServiceUnderTest,
  options: { tenantColumn?: Record<string, string> } = {},
) {
  const columnOf = (table: string) => options.tenantColumn?.[table] ?? 'tenant_id'

  describe('row-level security', () => {
    it('is enabled and forced on every table, each with a tenant column and a policy', async () => {
      const tables = await readTables(get(), columnOf)
      expect(tables.length).toBeGreaterThan(0)
      for (const { name, ...facts } of tables) {
        expect({ name, ...facts, policies: facts.policies > 0 }).toEqual({
          name,
          tenantColumn: columnOf(name),
          isEnabled: true,
          isForced: true,
          policies: true,
          openPolicies: 0,
        })
      }
    })

    it('shows nothing to a query without where when no tenant or another one is set', async () => {
      const { database } = get()
      for (const { name } of await readTables(get(), columnOf)) {
        for (const settings of STRANGERS) {
          const rows = await database.transaction(settings, tx =>
            tx.list(`select * from ${pg.escapeIdentifier(name)}`),
          )
          expect({ name, settings, rows }).toEqual({ name, settings, rows: [] })
        }
      }
    })

    it('refuses to change the rows of another tenant', async () => {
      const { database } = get()
      for (const { name } of await readTables(get(), columnOf)) {
        const deleted = await database.transaction({ 'portico.tenant': 't_stranger' }, tx =>
          tx.run(`delete from ${pg.escapeIdentifier(name)}`),
        )
        expect({ name, deleted }).toEqual({ name, deleted: 0 })
      }
    })

    it('hides rows that are there', async () => {
      const admin = new pg.Client({ connectionString: get().databaseUrl })
      await admin.connect()
      try {
        const found: string[] = []
        for (const { name } of await readTables(get(), columnOf)) {
          const table = `${pg.escapeIdentifier(get().name)}.${pg.escapeIdentifier(name)}`
          const { rowCount } = await admin.query(`select 1 from ${table} limit 1`)
          if (rowCount === 1) found.push(name)
        }
        expect(found).not.toEqual([])
      } finally {
        await admin.end()
      }
    })
  })
}

async function readTables(
  service: ServiceUnderTest,
  columnOf: (table: string) => string,
): Promise<TableFacts[]> {
  const { rows } = await service.database.execute<TableFacts & { columns: string[] }>(
    `select c.relname as name, c.relrowsecurity as "isEnabled", c.relforcerowsecurity as "isForced",
       (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
       (select count(*)::int from pg_policy p where p.polrelid = c.oid and (
          coalesce(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) not like '%current_setting(''portico.%'
          or pg_get_expr(p.polwithcheck, p.polrelid) not like '%current_setting(''portico.tenant''%')) as "openPolicies",
       array(select attname::text from pg_attribute a where a.attrelid = c.oid and a.attnotnull and a.attnum > 0) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ('r', 'p') and c.relname <> all($2)`,
    [service.name, VERSION_TABLES],
  )
  return rows.map(({ columns, ...table }) => ({
    ...table,
    tenantColumn: columns.find(column => column === columnOf(table.name)) ?? null,
  }))
}
