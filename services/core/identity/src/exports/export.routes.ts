import { identityContract } from '@portico/identity-contract'
import {
  type CallContext,
  type Database,
  inBatches,
  type ServiceApp,
  type ServiceContext,
  streamTable,
  tableRoute,
} from '@portico/service-kit'
import { listAdded } from '../added-permissions/added-permissions.store.ts'
import { listUserRows } from '../administration/user.list.ts'
import { listAudit } from '../audit/audit-list.ts'
import { readAs } from '../people/act.ts'
import { listRoles } from '../roles/roles.ts'
import { auditColumns, ROLE_COLUMNS, type RoleRow, userColumns } from './people-tables.ts'

const { routes } = identityContract

const { handlerTimeout, response } = tableRoute

/** What the lists of people have filtered, as files. Each batch asks anew whether the caller may read it. */
export function addExportRoutes(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.exportUsers,
    schema: { ...routes.exportUsers.schema, response },
    handlerTimeout,
    handler: ({ caller, query }, reply) => {
      const batches = readUsers(database, caller, query.search)
      return streamTable(reply, query, {
        name: 'users',
        columns: userColumns(query.timeZone ?? 'UTC'),
        batches,
      })
    },
  })

  app.route({
    ...routes.exportRoles,
    schema: { ...routes.exportRoles.schema, response },
    handlerTimeout,
    handler: ({ caller, query }, reply) =>
      streamTable(reply, query, {
        name: 'roles',
        columns: ROLE_COLUMNS,
        batches: readRoles(database, caller),
      }),
  })

  app.route({
    ...routes.exportAudit,
    schema: { ...routes.exportAudit.schema, response },
    handlerTimeout,
    handler: ({ caller, query }, reply) => {
      const { format: _, language: __, timeZone = 'UTC', ...filter } = query
      const batches = inBatches({
        rows: (limit, after) =>
          readAs(database, caller, 'people.audit.read', act => listAudit(act, filter, limit, after)),
        keyOf: ({ id }) => [id],
      })
      return streamTable(reply, query, { name: 'changes', columns: auditColumns(timeZone), batches })
    },
  })
}

function readUsers(database: Database, caller: CallContext, search: string | undefined) {
  return inBatches({
    rows: (limit, after) =>
      readAs(database, caller, 'people.user.read', async act => {
        const roles = await listRoles(act.tx, act.tenant)
        const names = new Map(roles.map(({ id, name }) => [id, name]))
        const rows = await listUserRows(act, search, limit, after)
        return rows.map(row => ({ ...row, roleName: names.get(row.user.role) ?? null }))
      }),
    keyOf: ({ key }) => key,
  })
}

/** A tenant has few enough for one batch. */
async function* readRoles(database: Database, caller: CallContext): AsyncGenerator<RoleRow[]> {
  yield await readAs(database, caller, 'people.user.read', async ({ tx, tenant }) => {
    const added = await listAdded(tx)
    return (await listRoles(tx, tenant)).map(role => ({ ...role, added }))
  })
}
