import { createLoader, type GraphContext } from '@portico/bff-framework'
import type { DaySummary, ShipmentDay } from '@portico/sales-contract'
import type { DayRange } from './month.ts'
import { fetchDays, fetchShipments } from './workbench.client.ts'

const daysByRange = createLoader<DaySummary[]>({
  entity: 'sales.SummaryDays',
  batch: async ([key = ''], context) => new Map([[key, await fetchDays(context, parse(key))]]),
  maxBatch: 1,
})

const shipmentsByRange = createLoader<ShipmentDay[]>({
  entity: 'sales.SummaryShipments',
  batch: async ([key = ''], context) => new Map([[key, await fetchShipments(context, parse(key))]]),
  maxBatch: 1,
})

/** A range is asked for once a request, however many fields show it. */
export async function listDays(context: GraphContext, { from, to }: DayRange): Promise<DaySummary[]> {
  return (await daysByRange.load(context, `${from}/${to}`)) ?? []
}

export async function listShipments(context: GraphContext, { from, to }: DayRange): Promise<ShipmentDay[]> {
  return (await shipmentsByRange.load(context, `${from}/${to}`)) ?? []
}

function parse(key: string): DayRange {
  const [from = '', to = ''] = key.split('/')
  return { from, to }
}
