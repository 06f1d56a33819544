import {
  BatchBody,
  type CursorKey,
  IdParams,
  ItemsOf,
  PageOf,
  PageQuery,
  problems,
  readPage,
  type ServiceApp,
  type ServiceContext,
} from '@portico/service-kit'
import Type from 'typebox'
import { type DocumentSort, listDocuments, SORTS, sumDocuments } from '../documents/list.ts'
import { findByDraft, findDocuments, getDocument, listCreditNotes, listLines } from '../documents/read.ts'
import type { ViewDocument } from '../documents/waiting-days.ts'
import { OrderFilterQuery, toFilter } from './order-filter.ts'
import { DocumentSchema, LineSchema } from './schemas.ts'

const DraftParams = Type.Object({ key: Type.String({ minLength: 1, maxLength: 200 }) })
const DEFAULT_SORT: DocumentSort = 'DATE_DESC'

const OrderQuery = Type.Interface([PageQuery, OrderFilterQuery], {
  sort: Type.Optional(Type.String({ maxLength: 20 })),
})

const Tally = Type.Object({ count: Type.Integer(), amount: Type.String() })
const OrderPage = Type.Interface([PageOf(DocumentSchema)], {
  totalAmount: Type.String(),
  sums: Type.Object(
    { orders: Tally, creditNotes: Tally, drafts: Tally, cancelled: Tally },
    { description: 'Over the whole filter. Orders and credit notes are those that are sales.' },
  ),
})
const OrdersBody = Type.Object({ orderIds: BatchBody.properties.ids })

export function addOrderReads(app: ServiceApp, { database }: ServiceContext, view: ViewDocument) {
  const list = { querystring: OrderQuery, response: { 200: OrderPage } }
  app.get('/orders', { schema: list }, ({ caller: { tenantId }, query }) => {
    const filter = toFilter(query)
    const sort = toSort(query.sort)
    return database.tenant(tenantId, async tx => {
      const { all, ...sums } = await sumDocuments(tx, tenantId, filter)
      const page = await readPage(query, {
        keyLength: 3,
        count: async () => all.count,
        rows: (limit, after) =>
          listDocuments(tx, tenantId, filter, sort, { limit, after: afterOf(after, sort) }),
        keyOf: row => [sort, ...row.cursorKey],
        toItem: ({ cursorKey: _, ...document }) => view(document),
      })
      return { ...page, totalAmount: all.amount, sums }
    })
  })

  const one = { params: IdParams, response: { 200: DocumentSchema } }
  app.get('/orders/:id', { schema: one }, async ({ caller: { tenantId }, params }) =>
    view(await database.tenant(tenantId, tx => getDocument(tx, tenantId, params.id))),
  )

  const batch = { body: BatchBody, response: { 200: ItemsOf(DocumentSchema) } }
  app.post('/orders/batch', { schema: batch }, ({ caller: { tenantId }, body }) =>
    database.tenant(tenantId, async tx => ({
      items: (await findDocuments(tx, tenantId, body.ids)).map(view),
    })),
  )

  const lines = { body: OrdersBody, response: { 200: ItemsOf(LineSchema) } }
  app.post('/orders/lines/batch', { schema: lines }, ({ caller: { tenantId }, body }) =>
    database.tenant(tenantId, async tx => ({ items: await listLines(tx, tenantId, body.orderIds) })),
  )

  const notes = { body: OrdersBody, response: { 200: ItemsOf(DocumentSchema) } }
  app.post('/orders/credit-notes/batch', { schema: notes }, ({ caller: { tenantId }, body }) =>
    database.tenant(tenantId, async tx => ({
      items: (await listCreditNotes(tx, tenantId, body.orderIds)).map(view),
    })),
  )

  const saved = { params: DraftParams, response: { 200: DocumentSchema } }
  app.get('/orders/by-draft/:key', { schema: saved }, async ({ caller: { tenantId }, params: { key } }) => {
    const found = await database.tenant(tenantId, tx => findByDraft(tx, tenantId, key))
    if (found) return view(found)
    throw problems.NOT_FOUND('No order was saved from this draft.')
  })
}

/** A cursor says which order it stands in: in another one it would skip documents or show them twice. */
function afterOf(cursor: CursorKey | null, sort: DocumentSort): CursorKey | null {
  if (cursor === null) return null
  const [ownSort, ...after] = cursor
  if (ownSort !== sort) throw problems.INVALID_CURSOR(`The cursor is of a list sorted by ${ownSort}.`)
  return after
}

function toSort(sort: string = DEFAULT_SORT): DocumentSort {
  if (Object.hasOwn(SORTS, sort)) return sort as DocumentSort
  throw problems.INVALID_REQUEST(`No sort ${sort}; there are ${Object.keys(SORTS).join(', ')}.`)
}
