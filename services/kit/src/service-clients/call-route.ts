import { type AnswerOf, type Asked, answerSchemaOf, pathOf, type Route } from '@portico/service-contract'
import type { CallContext } from '../context/context.ts'
import type { ServiceClient } from './service-client.ts'

type RouteCall<R extends Route> = Omit<Asked<R>, 'query'> & {
  context: CallContext
  headers?: Record<string, string>
}

interface Given {
  context: CallContext
  headers?: Record<string, string>
  params?: Record<string, string>
  body?: unknown
}

/** Calls a route of another service by its contract; none that is asked with a query. Throws as `ServiceClient.call`. */
export async function callRoute<R extends Route>(
  client: ServiceClient,
  route: R,
  call: RouteCall<R>,
): Promise<AnswerOf<R>> {
  // The compiler does not see that what any route asks for has this shape.
  const { params, ...options } = call as unknown as Given
  const isRead = route.isRead ?? route.method === 'GET'
  return client.call(route.method, pathOf(route, params), {
    ...options,
    answer: answerSchemaOf(route),
    isRead,
  })
}
