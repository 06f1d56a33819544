import { AppError } from '../../errors/app-error.ts'
import type { HttpExchange } from '../../exchange/http-exchange.ts'
import { sendText } from '../../exchange/respond.ts'
import type { GraphDescription } from '../../graphql/graph-description.ts'
import { DEVELOPER_HEADERS, type DeveloperParts, isKnownTag, requireDeveloper } from '../developer-caller.ts'

export interface GraphRouteParts extends DeveloperParts {
  graph: GraphDescription
}

/** One gateway has one graph, whichever services its calls are routed to: what only gray services know is null from stable ones. */
const ROUTINGS = ['stable', 'gray']

/**
 * `?routing=stable|gray`: the SDL for developers. Headers say which graph it is, in which revision, and for which routings it
 * holds. Faults: INVALID_REQUEST and those of `requireDeveloper`.
 */
export async function serveGraphDescription(parts: GraphRouteParts, http: HttpExchange): Promise<void> {
  const { request, response, url } = http
  await requireDeveloper(parts, http)
  const routing = url.searchParams.get('routing')
  if (routing !== null && !ROUTINGS.includes(routing))
    throw new AppError('INVALID_REQUEST', `routing must be one of ${ROUTINGS.join(', ')}.`)
  const { name, sdl, revision } = parts.graph
  const headers = {
    ...DEVELOPER_HEADERS,
    etag: `"${revision}"`,
    'x-portico-graph': name,
    'x-portico-graph-revision': revision,
    'x-portico-graph-routing': ROUTINGS.join(', '),
  }
  if (isKnownTag(request.headers['if-none-match'], headers.etag))
    return void response.writeHead(304, headers).end()
  sendText(response, { status: 200, contentType: 'application/graphql; charset=utf-8' }, sdl, headers)
}
