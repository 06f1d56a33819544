import { PageOf, PageQuery, readPage, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import Type from 'typebox'
import { readAs } from '../people/act.ts'
import { AuditEntry, AuditFilter, countAudit, listAudit } from './audit-list.ts'

/** `userId` finds what the user did and what was done to the user. Newest first. */
export function addAuditRoutes(app: ServiceApp, { database }: ServiceContext) {
  const querystring = Type.Object({ ...PageQuery.properties, ...AuditFilter.properties })
  const schema = { querystring, response: { 200: PageOf(AuditEntry) } }
  app.get('/audit', { schema }, ({ caller, query }) => {
    const { first, after, ...filter } = query
    const page = { ...(first && { first }), ...(after && { after }) }
    return readAs(database, caller, 'people.audit.read', act =>
      readPage(page, {
        keyLength: 1,
        count: () => countAudit(act, filter),
        rows: (limit, key) => listAudit(act, filter, limit, key),
        keyOf: ({ id }) => [id],
        toItem: entry => entry,
      }),
    )
  })
}
