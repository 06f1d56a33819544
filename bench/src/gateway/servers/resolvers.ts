import type { OrderList } from '../dashboard.ts'
import { type Calls, plainCalls, tunedCalls } from './calls.ts'
import { raceOptions } from './options.ts'
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
