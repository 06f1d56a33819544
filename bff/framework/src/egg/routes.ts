import type { Context } from 'egg'
import { AppError } from '../errors/app-error.ts'
import { answerFault } from '../exchange/answer-fault.ts'
import type { HttpExchange } from '../exchange/http-exchange.ts'
import type { ApiRoute } from '../graphql/api-route.ts'
import { followWrite } from '../graphql/watched-client.ts'
import { requirePermission } from '../http/release-caller.ts'
import { serveDeclarations } from '../http/routes/declarations-route.ts'
import { serveGraphDescription } from '../http/routes/graph-route.ts'
import { serveHealth, serveReadiness } from '../http/routes/health-routes.ts'
import { servePage } from '../http/routes/page-route.ts'
import { RELEASE_PREFIX, serveRelease } from '../http/routes/release/release-routes.ts'
import { LinkRoutes } from '../http/routes/session/link-routes.ts'
import { SessionRoutes, SSO_CALLBACK_PATH } from '../http/routes/session/session-routes.ts'
import { whoOf } from '../load/who.ts'
import { forwardCall } from '../upstream/forward-call.ts'
import { type Application, exchangeOf } from './application.ts'

type Handler = (http: HttpExchange, params: Record<string, string>) => Promise<void>

/** The addresses every BFF has, the streaming routes of its modules, and the shell's page for all others. */
export function mountGateway(app: Application): void {
  const { gateway } = app
  const sessions = new SessionRoutes(gateway)
  const links = new LinkRoutes(gateway)
  const route = (handler: Handler) => (context: Context) => answer(app, context, handler)
  app.router.get('/healthz', route(serveHealth))
  app.router.get(
    '/readyz',
    route(http => serveReadiness(gateway, http)),
  )
  app.router.post(
    '/api/session',
    route(http => sessions.create(http)),
  )
  app.router.post(
    '/api/session/second-step',
    route(http => sessions.createBySecondStep(http)),
  )
  app.router.post(
    '/api/session/second-factor',
    route(http => sessions.offerSecondFactor(http)),
  )
  app.router.post(
    '/api/session/sso',
    route(http => sessions.startSso(http)),
  )
  app.router.get(
    SSO_CALLBACK_PATH,
    route(http => sessions.finishSso(http)),
  )
  app.router.get(
    '/api/session',
    route(http => sessions.show(http)),
  )
  app.router.put(
    '/api/session/language',
    route(http => sessions.chooseLanguage(http)),
  )
  app.router.delete(
    '/api/session',
    route(http => sessions.end(http)),
  )
  app.router.post(
    '/api/password-links/look',
    route(http => links.look(http)),
  )
  app.router.post(
    '/api/password-links/use',
    route(http => links.use(http)),
  )
  app.router.get(
    '/api/graph',
    route(http => serveGraphDescription(gateway, http)),
  )
  app.router.get(
    '/api/declarations',
    route(http => serveDeclarations(gateway, http)),
  )
  app.router.all(
    new RegExp(`^${RELEASE_PREFIX}/`),
    route(http => serveRelease(gateway, http)),
  )
  for (const api of gateway.modules.flatMap(module => module.routes ?? [])) mountApi(app, api, route)
  app.router.all(/^\/api(\/|$)/, route(refuseUnknown))
  app.router.get(
    /^\//,
    route(http => servePage(gateway, http)),
  )
  app.router.all(/^\//, route(refuseUnknown))
}

function mountApi(
  app: Application,
  api: ApiRoute,
  route: (handler: Handler) => (context: Context) => Promise<void>,
): void {
  const method = api.method.toLowerCase() as Lowercase<ApiRoute['method']>
  app.router[method](
    api.path,
    route((http, params) => callApi(app, api, http, params)),
  )
}

async function callApi(
  app: Application,
  api: ApiRoute,
  http: HttpExchange,
  params: Record<string, string>,
): Promise<void> {
  const { upstream, admission, routings } = app.gateway
  const { request, response, url } = http
  const { context, tab } = await admission.admit(http)
  const assertAllowed = (permissions: ReadonlySet<string>) => requirePermission(permissions, api.permission)
  assertAllowed(context.permissions)
  if (api.readsWholeList) admission.countWholeList(http, whoOf(context.session))
  const watch = admission.watch(http, assertAllowed)
  const client = { request, response, refused: watch.signal }
  await api
    .handle({
      context,
      params,
      query: url.searchParams,
      request,
      response,
      async forward(target) {
        const forwarded = forwardCall(upstream, context.callContext, target, client)
        if (target.method === 'GET') return forwarded
        await followWrite(forwarded, isLate => context.noteWrite(target.service, isLate))
      },
    })
    .finally(() => watch.stop())
  if (tab) routings.note(http, context.tenantId, tab, context.formatRoute())
}

/** Koa leaves the response to us: its own error pages are no answer of a gateway. */
async function answer(app: Application, context: Context, handler: Handler): Promise<void> {
  context.respond = false
  const http = exchangeOf(context.req)
  try {
    await handler(http, context.params ?? {})
  } catch (error) {
    await answerFault(app.gateway.log, http, error)
  }
}

async function refuseUnknown(): Promise<void> {
  throw new AppError('NOT_FOUND', 'There is nothing at this address.')
}
