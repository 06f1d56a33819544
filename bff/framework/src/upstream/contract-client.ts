import {
  type AnswerOf,
  type Asked,
  answerSchemaOf,
  type Contract,
  pathOf,
  type Route,
} from '@portico/service-contract'
import type { CallOptions, UpstreamClient, WriteOptions } from './client.ts'

type Options<R extends Route> = Asked<R> &
  Pick<WriteOptions, 'idempotencyKey' | 'ifMatch' | 'timeoutMs' | 'headers'>

interface Given {
  params?: Record<string, string>
  query?: CallOptions['query']
  body?: unknown
}

/** One service as one request sees it, by its contract: no address and no shape is written a second time. */
export interface ContractClient<Routes extends Record<string, Route>> {
  /** Fails as `UpstreamClient` says. */
  call<Name extends keyof Routes & string>(
    name: Name,
    options: Options<Routes[Name]>,
  ): Promise<AnswerOf<Routes[Name]>>
  /** Like `call`, but null for a 404. For a GET. */
  find<Name extends keyof Routes & string>(
    name: Name,
    options: Options<Routes[Name]>,
  ): Promise<AnswerOf<Routes[Name]> | null>
}

export function callsOf<Routes extends Record<string, Route>>(
  { service, routes }: Contract<Routes>,
  upstream: UpstreamClient,
): ContractClient<Routes> {
  const routeOf = (name: string): Route => {
    const route = routes[name]
    if (route) return route
    throw new Error(`${service} has no route ${name}`)
  }
  const client = {
    call: async (name: string, given: Given) => send(upstream, routeOf(name), given),
    find: async (name: string, { params, body: _, ...given }: Given) => {
      const route = routeOf(name)
      return upstream.find(pathOf(route, params), { ...given, answer: answerSchemaOf(route) })
    },
  }
  // The types of a route are known by its name, which the compiler cannot follow through a look-up at run time.
  return client as unknown as ContractClient<Routes>
}

function send(upstream: UpstreamClient, route: Route, { params, body, ...given }: Given): Promise<unknown> {
  const path = pathOf(route, params)
  const options = { ...given, answer: answerSchemaOf(route) }
  switch (route.method) {
    case 'GET':
      return upstream.get(path, options)
    case 'DELETE':
      return upstream.delete(path, options)
    case 'POST':
      return route.isRead ? upstream.query(path, body, options) : upstream.post(path, body ?? {}, options)
    case 'PUT':
      return upstream.put(path, body, options)
    case 'PATCH':
      return upstream.patch(path, body, options)
  }
}
