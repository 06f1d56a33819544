import { salesContract } from '@portico/sales-contract'
import { readPage, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { countActivity, listActivity } from '../documents/activity.ts'
import { getDocument } from '../documents/read.ts'

/** Who did what to a document, newest first. */
export function addActivityRoute(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...salesContract.routes.listActivity,
    handler: ({ caller: { tenantId }, params: { id }, query }) =>
      database.tenant(tenantId, async tx => {
        await getDocument(tx, tenantId, id)
        return readPage(query, {
          keyLength: 1,
          count: () => countActivity(tx, tenantId, id),
          rows: (limit, after) => listActivity(tx, tenantId, id, { limit, after }),
          keyOf: activity => [activity.id],
          toItem: activity => activity,
        })
      }),
  })
}
