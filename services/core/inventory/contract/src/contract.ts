import {
  BatchBody,
  defineContract,
  FileHeaders,
  IdempotencyHeaders,
  IdParams,
  ItemsOf,
  PageOf,
  VersionHeaders,
} from '@portico/service-contract'
import Type from 'typebox'
import { MovementExportQuery, MovementQuery, MovementSchema } from './movement.ts'
import { OrderParams, ReservationSchema, ReserveInput } from './reservation.ts'
import {
  OwnRuleChanges,
  ProductRuleSchema,
  ProductRules,
  RuleParams,
  StockRule,
  StockSettings,
} from './rule.ts'
import {
  AdjustmentInput,
  LevelInput,
  OpeningInput,
  OpeningResults,
  ReceiptInput,
  StockExportQuery,
  StockItemSchema,
  StockQuery,
  StockTotals,
} from './stock.ts'
import { BookInput, UploadQuery, UploadSchema } from './upload.ts'
import { ProductIds } from './values.ts'
import { WarehouseSchema } from './warehouse.ts'

const item = { 200: StockItemSchema }
const warehouses = { 200: ItemsOf(WarehouseSchema) }
const upload = { 200: UploadSchema }
const order = { params: OrderParams, response: { 200: ReservationSchema } }
const versioned = { headers: VersionHeaders }
const once = { headers: IdempotencyHeaders }

export const inventoryContract = defineContract({
  service: 'inventory',
  version: 1,
  routes: {
    listWarehouses: { method: 'GET', url: '/warehouses', schema: { response: warehouses } },
    readWarehouses: {
      method: 'POST',
      url: '/warehouses/batch',
      schema: { body: BatchBody, response: warehouses },
      isRead: true,
    },
    listStock: {
      method: 'GET',
      url: '/stock',
      schema: { querystring: StockQuery, response: { 200: PageOf(StockItemSchema) } },
    },
    exportStock: { method: 'GET', url: '/stock/export', schema: { querystring: StockExportQuery } },
    readStock: {
      method: 'POST',
      url: '/stock/batch',
      schema: { body: BatchBody, response: { 200: ItemsOf(StockItemSchema) } },
      isRead: true,
    },
    sumStock: {
      method: 'POST',
      url: '/stock/by-products',
      schema: { body: ProductIds, response: { 200: StockTotals } },
      isRead: true,
    },
    adjustStock: {
      method: 'POST',
      url: '/adjustments',
      schema: { ...once, body: AdjustmentInput, response: item },
    },
    receiveStock: {
      method: 'POST',
      url: '/receipts',
      schema: { ...once, body: ReceiptInput, response: item },
    },
    setLowStockLevel: {
      method: 'PUT',
      url: '/stock/:id/level',
      schema: { ...versioned, params: IdParams, body: LevelInput, response: item },
    },
    openStock: {
      method: 'POST',
      url: '/opening',
      schema: { body: OpeningInput, response: { 200: OpeningResults } },
    },
    listMovements: {
      method: 'GET',
      url: '/movements',
      schema: { querystring: MovementQuery, response: { 200: PageOf(MovementSchema) } },
    },
    exportMovements: {
      method: 'GET',
      url: '/movements/export',
      schema: { querystring: MovementExportQuery },
    },
    getSettings: { method: 'GET', url: '/settings', schema: { response: { 200: StockSettings } } },
    /** `If-Match: "0"` where nothing has been set yet; so for a product's own rule. */
    putSettings: {
      method: 'PUT',
      url: '/settings',
      schema: { ...versioned, body: StockRule, response: { 200: StockSettings } },
    },
    readRules: {
      method: 'POST',
      url: '/rules/by-products',
      schema: { body: ProductIds, response: { 200: ProductRules } },
      isRead: true,
    },
    putRule: {
      method: 'PUT',
      url: '/rules/:productId',
      schema: {
        ...versioned,
        params: RuleParams,
        body: OwnRuleChanges,
        response: { 200: ProductRuleSchema },
      },
    },
    reserve: {
      method: 'PUT',
      url: '/reservations/:orderId',
      schema: { ...order, body: ReserveInput },
    },
    issueReservation: { method: 'POST', url: '/reservations/:orderId/issue', schema: order },
    releaseReservation: {
      method: 'DELETE',
      url: '/reservations/:orderId',
      schema: {
        params: OrderParams,
        response: { 204: Type.Null({ description: 'The order holds nothing now.' }) },
      },
    },
    upload: {
      method: 'POST',
      url: '/uploads',
      schema: { querystring: UploadQuery, headers: FileHeaders, response: { 201: UploadSchema } },
      maxFileBytes: 4 * 1024 * 1024,
    },
    getUpload: { method: 'GET', url: '/uploads/:id', schema: { params: IdParams, response: upload } },
    bookUpload: {
      method: 'POST',
      url: '/uploads/:id/book',
      schema: { params: IdParams, body: BookInput, response: upload },
    },
  },
})
