import { AppError } from '../../errors/app-error.ts'
import type { HttpExchange } from '../../exchange/http-exchange.ts'
import { sendText } from '../../exchange/respond.ts'
import type { GraphDescription } from '../../graphql/graph-description.ts'
import type { TokenLooks } from '../../release/token-looks.ts'
import type { Admission } from '../admission.ts'
import { requirePermission } from '../release-caller.ts'

export interface GraphRouteParts {
  admission: Pick<Admission, 'admit' | 'countToken'>
  tokens: Pick<TokenLooks, 'look'>
  graph: GraphDescription
}

const PERMISSION = 'platform.develop'
/** One gateway has one graph, whichever services its calls are routed to: what only gray services know is null from stable ones. */
const ROUTINGS = ['stable', 'gray']

/**
 * `?routing=stable|gray`: the SDL for holders of a token that may develop or publish, and for operators who develop. Headers say
 * which graph it is, in which revision, and for which routings it holds. Faults: UNAUTHENTICATED, FORBIDDEN, FORBIDDEN_SCOPE,
 * INVALID_REQUEST, those of admission and of `TokenLooks`.
 */
export async function serveGraphDescription(parts: GraphRouteParts, http: HttpExchange): Promise<void> {
  const { request, response, url } = http
  await requireReader(parts, http)
  const routing = url.searchParams.get('routing')
  if (routing !== null && !ROUTINGS.includes(routing))
    throw new AppError('INVALID_REQUEST', `routing must be one of ${ROUTINGS.join(', ')}.`)
  const { name, sdl, revision } = parts.graph
  const headers = {
    etag: `"${revision}"`,
    // Of the holder of a token, and asked for anew each time: a gateway may have been replaced.
    'cache-control': 'private, no-cache',
    vary: 'authorization, cookie',
    'x-portico-graph': name,
    'x-portico-graph-revision': revision,
    'x-portico-graph-routing': ROUTINGS.join(', '),
  }
  if (isKnown(request.headers['if-none-match'], headers.etag))
    return void response.writeHead(304, headers).end()
  sendText(response, { status: 200, contentType: 'application/graphql; charset=utf-8' }, sdl, headers)
}

async function requireReader({ admission, tokens }: GraphRouteParts, http: HttpExchange): Promise<void> {
  const { authorization } = http.request.headers
  if (authorization === undefined) {
    const { context } = await admission.admit(http)
    return requirePermission(context.permissions, PERMISSION)
  }
  admission.countToken(http)
  const secret = /^Bearer (\S+)$/i.exec(authorization)?.[1]
  if (secret === undefined)
    throw new AppError('UNAUTHENTICATED', 'Send a token as Authorization: Bearer ptk_...')
  const { name, actions } = await tokens.look(secret)
  if (actions.includes('develop') || actions.includes('publish')) return
  throw new AppError('FORBIDDEN_SCOPE', `The token ${name} may neither develop nor publish.`, {
    action: 'develop',
  })
}

/** Weak or not: a proxy that compresses weakens it. */
function isKnown(asked: string | undefined, etag: string): boolean {
  const tags = (asked ?? '').split(',').map(tag => tag.trim().replace(/^W\//, ''))
  return tags.includes(etag) || tags.includes('*')
}
