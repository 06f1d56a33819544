import type { GraphContext } from '@portico/bff-framework'
import Type, { type Static } from 'typebox'
import { itemsOf } from '../shared/page.ts'
import type { DayRange } from './month.ts'

const DayFigureShape = Type.Object({ date: Type.String(), total: Type.String(), orderCount: Type.Integer() })

const ShipmentDayShape = Type.Object({ date: Type.String(), orderCount: Type.Integer() })

const ProductFigureShape = Type.Object({
  productId: Type.String(),
  quantity: Type.String(),
  total: Type.String(),
})

export type DayFigure = Static<typeof DayFigureShape>
export type ShipmentDay = Static<typeof ShipmentDayShape>
export type ProductFigure = Static<typeof ProductFigureShape>

const DayFigures = itemsOf(DayFigureShape)
const ShipmentDays = itemsOf(ShipmentDayShape)
const ProductFigures = itemsOf(ProductFigureShape)

/** Every day of the range, in the tenant's time zone, days without sales too. */
export async function fetchDays(context: GraphContext, range: DayRange): Promise<DayFigure[]> {
  const query = { ...range, timeZone: context.tenant.timeZone }
  const { items } = await context.upstream('sales').get('/summary/days', { query, answer: DayFigures })
  return items
}

/** Every day of the range, in the tenant's time zone. */
export async function fetchShipments(context: GraphContext, range: DayRange): Promise<ShipmentDay[]> {
  const query = { ...range, timeZone: context.tenant.timeZone }
  const { items } = await context.upstream('sales').get('/summary/shipments', { query, answer: ShipmentDays })
  return items
}

export async function fetchBestProducts(
  context: GraphContext,
  range: DayRange,
  first: number,
): Promise<ProductFigure[]> {
  const query = { ...range, first, timeZone: context.tenant.timeZone }
  const { items } = await context
    .upstream('sales')
    .get('/summary/best-products', { query, answer: ProductFigures })
  return items
}
