import {
  Id,
  IdParams,
  Nullable,
  PageOf,
  PageQuery,
  readPage,
  type ServiceApp,
  type ServiceContext,
} from '@portico/service-kit'
import Type from 'typebox'
import { ACTIVITY_ACTIONS, countActivity, listActivity } from '../documents/activity.ts'
import { CHANGED_FIELDS } from '../documents/changes.ts'
import { getDocument } from '../documents/read.ts'

const Text = Nullable(Type.String())

const ActivitySchema = Type.Object({
  id: Id,
  at: Type.String(),
  userId: Nullable(Id),
  action: Type.Enum([...ACTIVITY_ACTIONS]),
  changes: Type.Array(
    Type.Object({ field: Type.Enum([...CHANGED_FIELDS]), item: Text, before: Text, after: Text }),
  ),
  creditNoteId: Nullable(Id),
  cursor: Type.String(),
})

/** Who did what to a document, newest first. */
export function addActivityRoute(app: ServiceApp, { database }: ServiceContext) {
  const schema = { params: IdParams, querystring: PageQuery, response: { 200: PageOf(ActivitySchema) } }
  app.get('/orders/:id/activity', { schema }, ({ caller: { tenantId }, params: { id }, query }) =>
    database.tenant(tenantId, async tx => {
      await getDocument(tx, tenantId, id)
      return readPage(query, {
        keyLength: 1,
        count: () => countActivity(tx, tenantId, id),
        rows: (limit, after) => listActivity(tx, tenantId, id, limit, after),
        keyOf: activity => [activity.id],
        toItem: activity => activity,
      })
    }),
  )
}
