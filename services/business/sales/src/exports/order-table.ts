import type { OrderLine } from '@portico/sales-contract'
import type { TableColumn, TableLanguage } from '@portico/service-kit'
import type { Document } from '../documents/document.ts'
import { orderTexts } from '../documents/order-texts.ts'
import type { NamedCustomer, NamedProduct } from './order-names.ts'

/** One line of a document with what its document says. */
export interface OrderRow {
  document: Document
  /** `YYYY-MM-DD HH:MM:SS` by the tenant's clock. */
  localTime: string
  line: OrderLine
  product: NamedProduct | undefined
  customer: NamedCustomer | undefined
}

export const ORDER_KINDS: Record<TableLanguage, Record<Document['kind'], string>> = {
  en: { ORDER: 'Order', CREDIT_NOTE: 'Credit note' },
  'zh-CN': { ORDER: '订单', CREDIT_NOTE: '贷项单' },
}

export const ORDER_STATUSES: Record<TableLanguage, Record<Document['status'], string>> = {
  en: {
    DRAFT: 'Draft',
    CONFIRMED: 'Confirmed',
    SHIPPED: 'Shipped',
    CLOSED: 'Closed',
    CANCELLED: 'Cancelled',
  },
  'zh-CN': { DRAFT: '草稿', CONFIRMED: '已确认', SHIPPED: '已发货', CLOSED: '已完成', CANCELLED: '已取消' },
}

/** The columns that every version of the export has had: by them a file is known as one from here. */
export const MARKING_COLUMNS: readonly TableColumn<OrderRow>[] = [
  { header: { en: 'Document number', 'zh-CN': '单据号' }, kind: 'TEXT', value: row => row.document.number },
  {
    header: { en: 'Kind', 'zh-CN': '单据类型' },
    kind: 'TEXT',
    value: (row, language) => ORDER_KINDS[language][row.document.kind],
  },
  {
    header: { en: 'Status', 'zh-CN': '状态' },
    kind: 'TEXT',
    value: (row, language) => ORDER_STATUSES[language][row.document.status],
  },
  { header: { en: 'Date', 'zh-CN': '日期' }, kind: 'TIME', value: row => row.localTime },
  {
    header: { en: 'Customer code', 'zh-CN': '客户编码' },
    kind: 'TEXT',
    value: row => row.customer?.code ?? null,
  },
  {
    header: { en: 'Customer name', 'zh-CN': '客户名称' },
    kind: 'TEXT',
    value: row => row.customer?.name ?? null,
  },
  { header: { en: 'Country', 'zh-CN': '国家' }, kind: 'TEXT', value: row => row.customer?.country ?? null },
  {
    header: { en: 'Product code', 'zh-CN': '商品编码' },
    kind: 'TEXT',
    value: row => row.product?.code ?? null,
  },
  { header: { en: 'Description', 'zh-CN': '商品名称' }, kind: 'TEXT', value: row => row.line.description },
  { header: { en: 'Quantity', 'zh-CN': '数量' }, kind: 'NUMBER', value: row => row.line.quantity },
  { header: { en: 'Unit price', 'zh-CN': '单价' }, kind: 'NUMBER', value: row => row.line.unitPrice },
  { header: { en: 'Discount', 'zh-CN': '折扣' }, kind: 'NUMBER', value: row => row.line.discount },
  { header: { en: 'Line amount', 'zh-CN': '行金额' }, kind: 'NUMBER', value: row => row.line.amount },
  { header: { en: 'Currency', 'zh-CN': '币种' }, kind: 'TEXT', value: row => row.document.currency },
]

/** The headers are names the import knows, so that it reads the file back without a question. */
export const ORDER_COLUMNS: readonly TableColumn<OrderRow>[] = [
  ...MARKING_COLUMNS,
  ...orderTexts.map(({ name, header }) => ({
    header,
    kind: 'TEXT' as const,
    value: (row: OrderRow) => row.document[name],
  })),
]
