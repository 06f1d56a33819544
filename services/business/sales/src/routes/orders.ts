import { salesContract } from '@portico/sales-contract'
import {
  type CursorKey,
  problems,
  readPage,
  type ServiceApp,
  type ServiceContext,
} from '@portico/service-kit'
import { lookUpSearch } from '../documents/conditions.ts'
import { type DocumentSort, listDocuments, SORTS } from '../documents/list.ts'
import { findByDraft, findDocuments, getDocument, listCreditNotes, listLines } from '../documents/read.ts'
import { sumDocuments } from '../documents/tally.ts'
import type { ViewDocument } from '../documents/waiting-days.ts'
import { toFilter } from './order-filter.ts'

const DEFAULT_SORT: DocumentSort = 'DATE_DESC'
const { routes } = salesContract

export function addOrderReads(app: ServiceApp, service: ServiceContext, view: ViewDocument) {
  addList(app, service, view)
  addSingles(app, service, view)
  addBatches(app, service, view)
}

function addList(app: ServiceApp, { database }: ServiceContext, view: ViewDocument) {
  app.route({
    ...routes.listOrders,
    handler: ({ caller: { tenantId }, query }) => {
      const asked = toFilter(query)
      const sort = toSort(query.sort)
      return database.tenant(tenantId, async tx => {
        const filter = await lookUpSearch(tx, tenantId, asked)
        const { countTo } = query
        // One more than is counted says that there are more.
        const { all, ...sums } = await sumDocuments(tx, tenantId, filter, countTo && countTo + 1)
        const isCapped = countTo !== undefined && Boolean(filter.search) && all.count > countTo
        const page = await readPage(query, {
          keyLength: 3,
          count: async () => (isCapped ? countTo : all.count),
          rows: (limit, after) =>
            listDocuments(tx, tenantId, filter, { sort, limit, after: afterOf(after, sort) }),
          keyOf: row => [sort, ...row.cursorKey],
          toItem: ({ cursorKey: _, ...document }) => view(document),
        })
        return { ...page, isCapped, totalAmount: all.amount, sums }
      })
    },
  })
}

function addSingles(app: ServiceApp, { database }: ServiceContext, view: ViewDocument) {
  app.route({
    ...routes.getOrder,
    handler: async ({ caller: { tenantId }, params }) =>
      view(await database.tenant(tenantId, tx => getDocument(tx, tenantId, params.id))),
  })

  app.route({
    ...routes.getOrderOfDraft,
    handler: async ({ caller: { tenantId }, params: { key } }) => {
      const found = await database.tenant(tenantId, tx => findByDraft(tx, tenantId, key))
      if (found) return view(found)
      throw problems.NOT_FOUND('No order was saved from this draft.')
    },
  })
}

function addBatches(app: ServiceApp, { database }: ServiceContext, view: ViewDocument) {
  app.route({
    ...routes.readOrders,
    handler: ({ caller: { tenantId }, body }) =>
      database.tenant(tenantId, async tx => ({
        items: (await findDocuments(tx, tenantId, body.ids)).map(view),
      })),
  })

  app.route({
    ...routes.readLines,
    handler: ({ caller: { tenantId }, body }) =>
      database.tenant(tenantId, async tx => ({ items: await listLines(tx, tenantId, body.orderIds) })),
  })

  app.route({
    ...routes.readCreditNotes,
    handler: ({ caller: { tenantId }, body }) =>
      database.tenant(tenantId, async tx => ({
        items: (await listCreditNotes(tx, tenantId, body.orderIds)).map(view),
      })),
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
