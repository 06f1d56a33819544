import type { OrderList } from '../work/dashboard.ts'
import { raceOptions } from '../work/options.ts'
import { type Calls, plainCalls, tunedCalls } from './calls.ts'
import { ViewLoader } from './view-loader.ts'

/** Of one request. */
export interface RaceContext {
  calls: Calls
  views: ViewLoader
}

const calls = raceOptions().hasTunedCalls ? tunedCalls() : plainCalls()

export function createContext(): RaceContext {
  return { calls, views: new ViewLoader(calls) }
}

type Line = OrderList['items'][number]['lines'][number]

export const resolvers = {
  Query: { orders: (_: unknown, __: unknown, context: RaceContext) => context.calls.listOrders() },
  Line: { product: (line: Line, _: unknown, context: RaceContext) => context.views.load(line.productId) },
}
