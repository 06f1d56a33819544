import type { StockItem } from '@portico/inventory-contract'
import type { TableColumn, TableLanguage } from '@portico/service-kit'
import type { Named } from './place-names.ts'

const YES: Record<TableLanguage, string> = { en: 'yes', 'zh-CN': '是' }

/** Columns that say where something is. */
export const PLACE_COLUMNS: readonly TableColumn<Named<unknown>>[] = [
  {
    header: { en: 'Product code', 'zh-CN': '商品编码' },
    kind: 'TEXT',
    value: row => row.product?.code ?? null,
  },
  {
    header: { en: 'Product name', 'zh-CN': '商品名称' },
    kind: 'TEXT',
    value: row => row.product?.name ?? null,
  },
  { header: { en: 'Unit', 'zh-CN': '单位' }, kind: 'TEXT', value: row => row.product?.unit ?? null },
  {
    header: { en: 'Warehouse code', 'zh-CN': '仓库编码' },
    kind: 'TEXT',
    value: row => row.warehouse?.code ?? null,
  },
  {
    header: { en: 'Warehouse', 'zh-CN': '仓库' },
    kind: 'TEXT',
    value: row => row.warehouse?.name ?? null,
  },
]

export const STOCK_COLUMNS: readonly TableColumn<Named<StockItem>>[] = [
  ...PLACE_COLUMNS,
  { header: { en: 'On hand', 'zh-CN': '现存量' }, kind: 'NUMBER', value: ({ item }) => item.onHand },
  { header: { en: 'Reserved', 'zh-CN': '已占用' }, kind: 'NUMBER', value: ({ item }) => item.reserved },
  { header: { en: 'Available', 'zh-CN': '可用量' }, kind: 'NUMBER', value: ({ item }) => item.available },
  {
    header: { en: 'Low level', 'zh-CN': '预警线' },
    kind: 'NUMBER',
    value: ({ item }) => item.lowStockLevel,
  },
  {
    header: { en: 'Low', 'zh-CN': '低库存' },
    kind: 'TEXT',
    value: ({ item }, language) => (item.isLow ? YES[language] : null),
  },
]
