import {
  BatchBody,
  Code,
  Decimal,
  Id,
  IdempotencyHeaders,
  IdParams,
  ItemsOf,
  idempotent,
  MAX_BATCH,
  PageOf,
  PageQuery,
  readPage,
  requireVersion,
  type ServiceApp,
  type ServiceContext,
  VersionHeaders,
} from '@portico/service-kit'
import Type, { type Static } from 'typebox'
import { adjust } from '../stock/adjustments.ts'
import { openStock } from '../stock/opening.ts'
import { RECEIVING, receive } from '../stock/receiving.ts'
import {
  countStock,
  findStock,
  listStock,
  type StockFilter,
  setLowStockLevel,
  sumStockByProduct,
} from '../stock/stock.ts'
import { NotNegative, Positive, QuantityDelta, ReasonSchema } from './schemas.ts'

const Quantities = { onHand: Decimal, reserved: Decimal, available: Decimal }
const StockItemSchema = Type.Object({
  id: Id,
  productId: Id,
  warehouseId: Id,
  ...Quantities,
  lowStockLevel: Decimal,
  isLow: Type.Boolean(),
  isTracked: Type.Boolean(),
  version: Type.Integer(),
  cursor: Type.Optional(Type.String()),
})

const MAX_PRODUCTS_TEXT = 16_000
export const StockFilterQuery = Type.Object({
  warehouseId: Type.Optional(Id),
  productIds: Type.Optional(
    Type.String({ maxLength: MAX_PRODUCTS_TEXT, description: 'Ids separated by commas.' }),
  ),
  lowOnly: Type.Optional(Type.Boolean()),
})
const StockQuery = Type.Interface([PageQuery, StockFilterQuery], {})

export function toStockFilter({
  warehouseId,
  productIds,
  lowOnly,
}: Static<typeof StockFilterQuery>): StockFilter {
  return { warehouseId, lowOnly, productIds: productIds?.split(',').filter(Boolean) }
}

const AdjustmentBody = Type.Object({
  warehouseId: Id,
  productId: Id,
  quantityDelta: QuantityDelta,
  reason: ReasonSchema,
  note: Type.Optional(Type.String({ maxLength: 500 })),
})

const ReceiptBody = Type.Object({
  kind: Type.Enum([...RECEIVING]),
  productId: Id,
  warehouseId: Type.Optional(Id),
  quantity: Positive,
  note: Type.Optional(Type.String({ maxLength: 500 })),
})

const OpeningBody = Type.Object({
  items: Type.Array(
    Type.Object({
      productId: Id,
      quantity: NotNegative,
      lowStockLevel: NotNegative,
      warehouseCode: Type.Optional(Code),
    }),
    { minItems: 1, maxItems: MAX_BATCH },
  ),
})

const ProductsBody = Type.Object({ productIds: Type.Array(Id, { minItems: 1, maxItems: MAX_BATCH }) })
const LevelBody = Type.Object({ lowStockLevel: NotNegative })
const Totals = ItemsOf(Type.Object({ productId: Id, ...Quantities }))
const Opened = ItemsOf(Type.Object({ productId: Id, isOpened: Type.Boolean() }))

export function addStockRoutes(app: ServiceApp, service: ServiceContext) {
  addReads(app, service)
  addWrites(app, service)
}

function addReads(app: ServiceApp, { database }: ServiceContext) {
  const page = { querystring: StockQuery, response: { 200: PageOf(StockItemSchema) } }
  app.get('/stock', { schema: page }, ({ caller: { tenantId }, query }) =>
    database.tenant(tenantId, tx => {
      const filter = toStockFilter(query)
      return readPage(query, {
        keyLength: 1,
        count: () => countStock(tx, tenantId, filter),
        rows: (limit, after) => listStock(tx, tenantId, filter, { limit, after }),
        keyOf: item => [item.id],
        toItem: item => item,
      })
    }),
  )

  const batch = { body: BatchBody, response: { 200: ItemsOf(StockItemSchema) } }
  app.post('/stock/batch', { schema: batch }, ({ caller: { tenantId }, body }) =>
    database.tenant(tenantId, async tx => ({ items: await findStock(tx, tenantId, body.ids) })),
  )

  const totals = { body: ProductsBody, response: { 200: Totals } }
  app.post('/stock/by-products', { schema: totals }, ({ caller: { tenantId }, body }) =>
    database.tenant(tenantId, async tx => ({
      items: await sumStockByProduct(tx, tenantId, body.productIds),
    })),
  )
}

function addWrites(app: ServiceApp, { database }: ServiceContext) {
  const adjustment = { headers: IdempotencyHeaders, body: AdjustmentBody, response: { 200: StockItemSchema } }
  app.post('/adjustments', { schema: adjustment }, request =>
    idempotent(database, request, tx => adjust(tx, request.caller.tenantId, request.body)),
  )

  const receipt = { headers: IdempotencyHeaders, body: ReceiptBody, response: { 200: StockItemSchema } }
  app.post('/receipts', { schema: receipt }, request =>
    idempotent(database, request, tx => receive(tx, request.caller.tenantId, request.body)),
  )

  const level = {
    headers: VersionHeaders,
    params: IdParams,
    body: LevelBody,
    response: { 200: StockItemSchema },
  }
  app.put('/stock/:id/level', { schema: level }, ({ caller: { tenantId }, params, body, headers }) => {
    const version = requireVersion(headers)
    return database.tenant(tenantId, tx =>
      setLowStockLevel(tx, tenantId, { id: params.id, version, level: body.lowStockLevel }),
    )
  })

  const opening = { body: OpeningBody, response: { 200: Opened } }
  app.post('/opening', { schema: opening }, ({ caller: { tenantId }, body }) =>
    database.tenant(tenantId, async tx => ({ items: await openStock(tx, tenantId, body.items) })),
  )
}
