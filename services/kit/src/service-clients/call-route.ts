import { type AnswerOf, type Asked, answerSchemaOf, type Route, targetOf } from '@portico/service-contract'
import type { CallContext } from '../context/context.ts'
import type { ServiceClient } from './service-client.ts'

type RouteCall<R extends Route> = Asked<R> & {
  context: CallContext
  headers?: Record<string, string>
}

interface Given {
  context: CallContext
  headers?: Record<string, string>
  params?: Record<string, string>
  query?: Record<string, string | number | boolean | null | undefined>
  body?: unknown
}

/** Calls a route of another service by its contract. Throws as `ServiceClient.call`. */
export async function callRoute<R extends Route>(
  client: ServiceClient,
  route: R,
  call: RouteCall<R>,
): Promise<AnswerOf<R>> {
  // The compiler does not see that what any route asks for has this shape.
  const { params, query, ...options } = call as unknown as Given
  const isRead = route.isRead ?? route.method === 'GET'
  return client.call(route.method, targetOf(route, { params, query }), {
    ...options,
    answer: answerSchemaOf(route),
    isRead,
    asked: { url: route.url, params, query, shapes: shapesOf(route) },
  })
}

function shapesOf(route: Route) {
  const { params, querystring: query, body } = route.schema
  return { params, query, body, answer: answerSchemaOf(route) }
}
