import { identityContract } from '@portico/identity-contract'
import { readPage, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { readAs } from '../people/act.ts'
import { countAudit, listAudit } from './audit-list.ts'

const { routes } = identityContract

/** `userId` finds what the user did and what was done to the user. Newest first. */
export function addAuditRoutes(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.listAudit,
    handler: ({ caller, query }) => {
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
    },
  })
}
