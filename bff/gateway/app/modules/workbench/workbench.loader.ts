import { createLoader, type GraphContext } from '@portico/bff-framework'
import type { DayRange } from './month.ts'
import { type DayFigure, fetchDays } from './workbench.client.ts'

const daysByRange = createLoader<DayFigure[]>({
  entity: 'sales.SummaryDays',
  batch: async ([key = ''], context) => new Map([[key, await fetchDays(context, parse(key))]]),
  maxBatch: 1,
})

/** A range is asked for once a request, however many fields show it. */
export async function listDays(context: GraphContext, { from, to }: DayRange): Promise<DayFigure[]> {
  return (await daysByRange.load(context, `${from}/${to}`)) ?? []
}

function parse(key: string): DayRange {
  const [from = '', to = ''] = key.split('/')
  return { from, to }
}
