import type { ApiCall } from '@portico/bff-framework'
import {
  type Contract,
  type HeadersOf,
  type ParamsOf,
  type QueryOf,
  type Route,
  targetOf,
} from '@portico/service-contract'

type Forwarded<R extends Route> = (ParamsOf<R> extends undefined ? unknown : { params: ParamsOf<R> }) &
  (HeadersOf<R> extends undefined ? unknown : { headers: HeadersOf<R> }) & {
    /** As the browser wrote it: the service refuses what it cannot read. */
    query?: { [Name in keyof QueryOf<R>]?: string | null }
    timeoutMs?: number
  }

interface Given {
  params?: Record<string, string>
  query?: Record<string, string | null>
  headers?: Record<string, string>
  timeoutMs?: number
}

/** Streams a call through to a route of a service, by its contract; a file as long as the contract lets it be. */
export function forwardTo<R extends Route>(
  call: ApiCall,
  { service }: Pick<Contract, 'service'>,
  route: R,
  given: Forwarded<R>,
): Promise<void> {
  // The compiler does not see that what any route asks for has this shape.
  const { params, query, ...rest } = given as Given
  const { maxFileBytes } = route as Route
  const path = targetOf(route, { ...(params ? { params } : {}), ...(query ? { query } : {}) })
  const upload = maxFileBytes === undefined ? {} : { isUpload: true, maxBytes: maxFileBytes }
  return call.forward({ service, method: route.method, path, ...rest, ...upload })
}

const MAX_FILE_NAME_LENGTH = 1024

/** Percent-encoded by the client; what is not, or is too long, is no name. */
export function fileNameOf({ request }: ApiCall, fallback: string): string {
  const header = request.headers['x-file-name']
  const isName = typeof header === 'string' && /^[\w.~!'()*%-]+$/.test(header)
  return isName && header.length <= MAX_FILE_NAME_LENGTH ? header : fallback
}
