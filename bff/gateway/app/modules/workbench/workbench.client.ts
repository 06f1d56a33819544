import type { GraphContext } from '@portico/bff-framework'
import { type BestProduct, type DaySummary, type ShipmentDay, salesContract } from '@portico/sales-contract'
import { contractClient } from '../shared/contract-client.ts'
import type { DayRange } from './month.ts'

const sales = contractClient(salesContract)

/** Every day of the range, in the tenant's time zone, days without sales too. */
export async function fetchDays(context: GraphContext, range: DayRange): Promise<DaySummary[]> {
  const query = { ...range, timeZone: context.tenant.timeZone }
  const { items } = await sales(context).call('summarizeDays', { query })
  return items
}

/** Every day of the range, in the tenant's time zone. */
export async function fetchShipments(context: GraphContext, range: DayRange): Promise<ShipmentDay[]> {
  const query = { ...range, timeZone: context.tenant.timeZone }
  const { items } = await sales(context).call('summarizeShipments', { query })
  return items
}

export async function fetchBestProducts(
  context: GraphContext,
  range: DayRange,
  first: number,
): Promise<BestProduct[]> {
  const query = { ...range, first, timeZone: context.tenant.timeZone }
  const { items } = await sales(context).call('listBestProducts', { query })
  return items
}
