import { AppError, type GraphContext } from '@portico/bff-framework'
import type { Order } from '@portico/sales-contract'
import { productById } from '../catalog/catalog.loader.ts'
import { forgetStock } from '../inventory/inventory.loader.ts'
import { creditNotesByOrder, linesByOrder, orderById } from './sales.loader.ts'

interface Shortage {
  productId: string
}

/** Runs a write, lets the rest of the request see what it left behind, and names the products that fell short. */
export async function writeOrder(context: GraphContext, write: Promise<Order>): Promise<Order> {
  const order = await write.catch(async error => Promise.reject(await nameShortages(context, error)))
  orderById.clear(context, order.id)
  linesByOrder.clear(context, order.id)
  forgetCredited(context, order)
  forgetStock(context)
  return order
}

const SHORT = new Set(['INSUFFICIENT_STOCK', 'SHORTAGE_NOT_ACCEPTED'])

/** A credit note changes what its order allows and what is left of its lines. */
function forgetCredited(context: GraphContext, { creditOfId }: Order): void {
  if (creditOfId === null) return
  orderById.clear(context, creditOfId)
  linesByOrder.clear(context, creditOfId)
  creditNotesByOrder.clear(context, creditOfId)
}

/** Inventory knows ids; people know codes and names. Whatever fails here, the refusal itself is what counts. */
async function nameShortages(context: GraphContext, error: unknown): Promise<unknown> {
  if (!(error instanceof AppError) || !SHORT.has(error.code)) return error
  const shortages = shortagesOf(error)
  const ids = shortages.map(shortage => shortage.productId)
  const products = await productById.loadMany(context, ids).catch(() => [])
  const named = shortages.map((shortage, index) => {
    const product = products[index]
    return { ...shortage, productCode: product?.code ?? null, productName: product?.name ?? null }
  })
  return error.withDetails({ shortages: named })
}

function shortagesOf({ details }: AppError): Shortage[] {
  const shortages = details?.shortages
  return Array.isArray(shortages) ? shortages.filter(isShortage) : []
}

function isShortage(value: unknown): value is Shortage {
  return (
    typeof value === 'object' && value !== null && 'productId' in value && typeof value.productId === 'string'
  )
}
