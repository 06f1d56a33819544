import { AppError, type ErrorKind, type GraphContext } from '@portico/bff-framework'
import type {
  MutationAdjustStockArgs,
  MutationBookStockUploadArgs,
  MutationReceiveStockArgs,
  MutationSetLowStockLevelArgs,
} from '../../schema.generated.ts'
import { getProduct } from '../catalog/catalog.loader.ts'
import { postAdjustment, postReceipt, putLowStockLevel, type StockItem } from './inventory.client.ts'
import { forgetStock } from './inventory.loader.ts'
import { postBooking, type Upload } from './upload.client.ts'

const NOT_STOCKED: ErrorKind = {
  code: 'NOT_STOCKED',
  status: 409,
  message: 'A service has no stock.',
}

export const mutations = {
  adjustStock: async (
    _: unknown,
    { input, idempotencyKey }: MutationAdjustStockArgs,
    context: GraphContext,
  ): Promise<StockItem> => {
    await getProduct(context, input.productId)
    return moved(context, postAdjustment(context, input, idempotencyKey))
  },
  receiveStock: async (
    _: unknown,
    { input, idempotencyKey }: MutationReceiveStockArgs,
    context: GraphContext,
  ): Promise<StockItem> => {
    const { kind, code } = await getProduct(context, input.productId)
    if (kind === 'SERVICE') {
      throw new AppError(NOT_STOCKED, `${code} is a service, which has no stock.`, { productCode: code })
    }
    return moved(context, postReceipt(context, input, idempotencyKey))
  },
  bookStockUpload: (
    _: unknown,
    { id, skipProblems, repeat }: MutationBookStockUploadArgs,
    context: GraphContext,
  ): Promise<Upload> => {
    const choice = { skipProblems: skipProblems ?? false, repeat: repeat ?? false }
    return moved(context, postBooking(context, id, choice))
  },
  setLowStockLevel: (
    _: unknown,
    { stockItemId, level, version }: MutationSetLowStockLevelArgs,
    context: GraphContext,
  ): Promise<StockItem> => putLowStockLevel(context, stockItemId, level, version),
}

/** What this request has read of stock is no more once the write is done. */
async function moved<T>(context: GraphContext, write: Promise<T>): Promise<T> {
  const result = await write
  forgetStock(context)
  return result
}
