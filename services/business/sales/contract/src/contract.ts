import {
  BatchBody,
  defineContract,
  Id,
  IdempotencyHeaders,
  IdParams,
  ItemsOf,
  MAX_BATCH,
  PageOf,
  PageQuery,
  TableQuery,
  VersionHeaders,
} from '@portico/service-contract'
import Type from 'typebox'
import { ActivitySchema } from './activity.ts'
import { salesEvents } from './events.ts'
import { ImportJobSchema, PreviewInput, StartInput, UploadHeaders } from './import-job.ts'
import {
  ConfirmInput,
  CreditInput,
  LineSchema,
  OrderFilter,
  OrderInput,
  OrderPage,
  OrderQuery,
  OrderSchema,
  PastDocuments,
  WrittenDocument,
} from './order.ts'
import { ReportQuery, SalesReport } from './reports.ts'
import { BestProducts, BestQuery, DaySummaries, Period, ShipmentDays } from './summaries.ts'

const OrderIds = Type.Object({ orderIds: Type.Array(Id, { minItems: 1, maxItems: MAX_BATCH }) })
const DraftParams = Type.Object({ key: Type.String({ minLength: 1, maxLength: 200 }) })
const order = { 200: OrderSchema }
const newOrder = { 201: OrderSchema }
const job = { 200: ImportJobSchema }
const step = { headers: VersionHeaders, params: IdParams, response: order }
const jobStep = { params: IdParams, response: job }

export const salesContract = defineContract({
  service: 'sales',
  version: 2,
  events: salesEvents,
  routes: {
    listOrders: {
      method: 'GET',
      url: '/orders',
      mayBeStaleMs: 5000,
      schema: { querystring: OrderQuery, response: { 200: OrderPage } },
    },
    exportOrders: {
      method: 'GET',
      url: '/orders/export',
      mayBeStaleMs: 30_000,
      schema: { querystring: Type.Interface([TableQuery, OrderFilter], {}) },
    },
    getOrder: { method: 'GET', url: '/orders/:id', schema: { params: IdParams, response: order } },
    getOrderOfDraft: {
      method: 'GET',
      url: '/orders/by-draft/:key',
      schema: { params: DraftParams, response: order },
    },
    readOrders: {
      method: 'POST',
      url: '/orders/batch',
      schema: { body: BatchBody, response: { 200: ItemsOf(OrderSchema) } },
      isRead: true,
    },
    readLines: {
      method: 'POST',
      url: '/orders/lines/batch',
      schema: { body: OrderIds, response: { 200: ItemsOf(LineSchema) } },
      isRead: true,
    },
    readCreditNotes: {
      method: 'POST',
      url: '/orders/credit-notes/batch',
      schema: { body: OrderIds, response: { 200: ItemsOf(OrderSchema) } },
      isRead: true,
    },
    createOrder: {
      method: 'POST',
      url: '/orders',
      schema: { headers: IdempotencyHeaders, body: OrderInput, response: newOrder },
    },
    updateOrder: { method: 'PUT', url: '/orders/:id', schema: { ...step, body: OrderInput } },
    confirmOrder: { method: 'POST', url: '/orders/:id/confirm', schema: { ...step, body: ConfirmInput } },
    shipOrder: { method: 'POST', url: '/orders/:id/ship', schema: step },
    undoShipment: { method: 'POST', url: '/orders/:id/undo-shipment', schema: step },
    closeOrder: { method: 'POST', url: '/orders/:id/close', schema: step },
    cancelOrder: { method: 'POST', url: '/orders/:id/cancel', schema: step },
    createCreditNote: {
      method: 'POST',
      url: '/orders/:id/credit-notes',
      schema: { headers: IdempotencyHeaders, params: IdParams, body: CreditInput, response: newOrder },
    },
    writeHistory: {
      method: 'POST',
      url: '/orders/history',
      schema: { body: PastDocuments, response: { 200: ItemsOf(WrittenDocument) } },
    },
    listActivity: {
      method: 'GET',
      url: '/orders/:id/activity',
      schema: { params: IdParams, querystring: PageQuery, response: { 200: PageOf(ActivitySchema) } },
    },
    summarizeDays: {
      method: 'GET',
      url: '/summary/days',
      schema: { querystring: Period, response: { 200: DaySummaries } },
    },
    summarizeShipments: {
      method: 'GET',
      url: '/summary/shipments',
      schema: { querystring: Period, response: { 200: ShipmentDays } },
    },
    listBestProducts: {
      method: 'GET',
      url: '/summary/best-products',
      schema: { querystring: BestQuery, response: { 200: BestProducts } },
    },
    reportSales: {
      method: 'GET',
      url: '/reports/sales',
      schema: { querystring: ReportQuery, response: { 200: SalesReport } },
    },
    listImports: {
      method: 'GET',
      url: '/imports',
      schema: { querystring: PageQuery, response: { 200: PageOf(ImportJobSchema) } },
    },
    exportImports: { method: 'GET', url: '/imports/export', schema: { querystring: TableQuery } },
    upload: {
      method: 'POST',
      url: '/imports',
      schema: { headers: UploadHeaders, response: { 201: ImportJobSchema } },
      maxFileBytes: 50 * 1024 * 1024,
    },
    getImport: { method: 'GET', url: '/imports/:id', schema: jobStep },
    downloadRejected: { method: 'GET', url: '/imports/:id/rejected.csv', schema: { params: IdParams } },
    previewImport: {
      method: 'POST',
      url: '/imports/:id/preview',
      schema: { ...jobStep, body: PreviewInput },
    },
    startImport: { method: 'POST', url: '/imports/:id/start', schema: { ...jobStep, body: StartInput } },
    forgetImport: { method: 'POST', url: '/imports/:id/forget', schema: jobStep },
    cancelImport: { method: 'POST', url: '/imports/:id/cancel', schema: jobStep },
  },
})
