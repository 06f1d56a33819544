import { Code, Id, ItemsOf, MAX_BATCH, PageQuery, TableQuery, Text } from '@portico/service-contract'
import Type, { type Static } from 'typebox'
import { AdjustmentReason } from './movement.ts'
import { NotNegative, Positive, QuantityDelta, StockNote } from './values.ts'

const quantities = { onHand: Text, reserved: Text, available: Text }

/** Stock of a product in a warehouse; quantities are decimal text. `isLow`: at or under its level, where stock is tracked. */
export const StockItemSchema = Type.Object({
  id: Text,
  productId: Text,
  warehouseId: Text,
  ...quantities,
  lowStockLevel: Text,
  isLow: Type.Boolean(),
  isTracked: Type.Boolean(),
  version: Type.Integer(),
})
export type StockItem = Static<typeof StockItemSchema>

const StockTotal = Type.Object({ productId: Text, ...quantities })
/** Summed over warehouses. */
export type StockTotal = Static<typeof StockTotal>
/** Products never stocked are left out. */
export const StockTotals = ItemsOf(StockTotal)

const MAX_PRODUCTS_TEXT = 16_000
/** What narrows the list of stock, and its export. */
export const StockFilter = Type.Object({
  warehouseId: Type.Optional(Id),
  productIds: Type.Optional(
    Type.String({ maxLength: MAX_PRODUCTS_TEXT, description: 'Ids separated by commas.' }),
  ),
  lowOnly: Type.Optional(Type.Boolean()),
})
export type StockFilter = Static<typeof StockFilter>
export const StockQuery = Type.Interface([PageQuery, StockFilter], {})
export const StockExportQuery = Type.Interface([TableQuery, StockFilter], {})

/** A correction of what is on hand. */
export const AdjustmentInput = Type.Object({
  warehouseId: Id,
  productId: Id,
  quantityDelta: QuantityDelta,
  reason: AdjustmentReason,
  note: Type.Optional(StockNote),
})
export type AdjustmentInput = Static<typeof AdjustmentInput>

export const RECEIVING = ['OPENING', 'RECEIPT'] as const
/** OPENING: what was there when counting began, once. RECEIPT: what came in. */
export const Receiving = Type.Enum([...RECEIVING])
export type Receiving = Static<typeof Receiving>

/** Goods that come in; without a warehouse into the default one. */
export const ReceiptInput = Type.Object({
  kind: Receiving,
  productId: Id,
  warehouseId: Type.Optional(Id),
  quantity: Positive,
  note: Type.Optional(StockNote),
})
export type ReceiptInput = Static<typeof ReceiptInput>

export const LevelInput = Type.Object({ lowStockLevel: NotNegative })

/** `lowStockLevel` is for items made by this; without a warehouse in the default one. */
const OpeningItem = Type.Object({
  productId: Id,
  quantity: NotNegative,
  lowStockLevel: NotNegative,
  warehouseCode: Type.Optional(Code),
})
export type OpeningItem = Static<typeof OpeningItem>
export const OpeningInput = Type.Object({
  items: Type.Array(OpeningItem, { minItems: 1, maxItems: MAX_BATCH }),
})

/** `isOpened` false: its stock had been opened, counted or received before, and nothing changed. */
const OpeningResult = Type.Object({ productId: Text, isOpened: Type.Boolean() })
export type OpeningResult = Static<typeof OpeningResult>
export const OpeningResults = ItemsOf(OpeningResult)
