import { AppError, type GraphContext } from '@portico/bff-framework'
import Big from 'big.js'
import type { MutationCreateProductArgs, MutationUpdateProductArgs } from '../../schema.generated.ts'
import { forgetProduct } from './catalog.loader.ts'
import { deletePrice, fetchPrices, type Price, putPrice } from './pricing.client.ts'
import { type Product, patchProduct, postProduct } from './product.client.ts'

interface SavedProduct {
  product: Product
  /** Code of why the price is not as given. */
  priceProblem: string | null
}

/** Null: pricing did not answer. */
type PriceReading = { price: Price | null } | null

/**
 * The product first, for the price needs its id. Where pricing then refuses or is silent the product stays, and the
 * answer says so; the same call again, under its key, makes no second product and tries the price once more.
 */
export async function createProduct(
  context: GraphContext,
  { input, idempotencyKey }: MutationCreateProductArgs,
): Promise<SavedProduct> {
  const product = await postProduct(context, input, idempotencyKey)
  const priceProblem = await priceOf(context, product.id, input.listPrice ?? null)
  await forgetProduct(context, product.id)
  return { product, priceProblem }
}

async function priceOf(
  context: GraphContext,
  productId: string,
  listPrice: string | null,
): Promise<string | null> {
  if (listPrice === null) return null
  return savePrice(context, productId, await readPrice(context, productId), listPrice)
}

/** A price that was changed meanwhile is found before anything is written. */
export async function updateProduct(
  context: GraphContext,
  { id, version, priceVersion, input }: MutationUpdateProductArgs,
): Promise<SavedProduct> {
  const reading = await readPrice(context, id)
  const currentVersion = reading?.price?.version ?? null
  if (reading && currentVersion !== (priceVersion ?? null)) {
    throw new AppError('VERSION_CONFLICT', 'The price was changed meanwhile; read it again.', {
      currentVersion,
    })
  }
  const product = await patchProduct(context, id, input, version)
  const priceProblem =
    input.listPrice === undefined ? null : await savePrice(context, id, reading, input.listPrice)
  await forgetProduct(context, id)
  return { product, priceProblem }
}

async function readPrice(context: GraphContext, productId: string): Promise<PriceReading> {
  try {
    const [price] = await fetchPrices(context, [productId])
    return { price: price ?? null }
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

/** Code of what kept it from being saved. */
async function savePrice(
  context: GraphContext,
  productId: string,
  reading: PriceReading,
  listPrice: string | null,
): Promise<string | null> {
  if (!reading) return 'UPSTREAM_UNAVAILABLE'
  const { price } = reading
  try {
    if (listPrice === null) {
      if (price) await deletePrice(context, productId, price.version)
    } else if (!isSame(price, listPrice, context.tenant.currency)) {
      await putPrice(context, productId, listPrice, price?.version ?? null)
    }
    return null
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

function isSame(price: Price | null, listPrice: string, currency: string): boolean {
  return price !== null && price.currency === currency && new Big(price.listPrice).eq(listPrice)
}
