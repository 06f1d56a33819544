import type { Context } from 'egg'
import { GraphFault } from '../graphql/fault.ts'
import { answerFault } from '../http/answer-fault.ts'
import type { ApiRoute } from '../http/api-route.ts'
import { serveHealth, serveReadiness } from '../http/health-routes.ts'
import type { Visit } from '../http/visit.ts'
import { whoOf } from '../load/who.ts'
import { requirePermission } from '../release/access.ts'
import { servePage } from '../release/page-route.ts'
import { releasePrefix, serveRelease } from '../release/release-routes.ts'
import { LinkRoutes } from '../session/link-routes.ts'
import { SessionRoutes, ssoCallbackPath } from '../session/session-routes.ts'
import { forwardCall } from '../upstream/forward-call.ts'
import { type Application, visitOf } from './application.ts'

type Handler = (visit: Visit, params: Record<string, string>) => Promise<void>

/** The addresses every BFF has, the streaming routes of its modules, and the shell's page for all others. */
export function mountGateway(app: Application): void {
  const { gateway } = app
  const sessions = new SessionRoutes(gateway)
  const links = new LinkRoutes(gateway)
  const route = (handler: Handler) => (context: Context) => answer(app, context, handler)
  app.router.get('/healthz', route(serveHealth))
  app.router.get(
    '/readyz',
    route(visit => serveReadiness(gateway, visit)),
  )
  app.router.post(
    '/api/session',
    route(visit => sessions.create(visit)),
  )
  app.router.post(
    '/api/session/second-step',
    route(visit => sessions.createBySecondStep(visit)),
  )
  app.router.post(
    '/api/session/second-factor',
    route(visit => sessions.offerSecondFactor(visit)),
  )
  app.router.post(
    '/api/session/sso',
    route(visit => sessions.startSso(visit)),
  )
  app.router.get(
    ssoCallbackPath,
    route(visit => sessions.finishSso(visit)),
  )
  app.router.get(
    '/api/session',
    route(visit => sessions.show(visit)),
  )
  app.router.put(
    '/api/session/language',
    route(visit => sessions.chooseLanguage(visit)),
  )
  app.router.delete(
    '/api/session',
    route(visit => sessions.end(visit)),
  )
  app.router.post(
    '/api/password-links/look',
    route(visit => links.look(visit)),
  )
  app.router.post(
    '/api/password-links/use',
    route(visit => links.use(visit)),
  )
  app.router.all(
    new RegExp(`^${releasePrefix}/`),
    route(visit => serveRelease(gateway, visit)),
  )
  for (const api of gateway.modules.flatMap(module => module.routes ?? [])) mountApi(app, api, route)
  app.router.all(/^\/api(\/|$)/, route(refuseUnknown))
  app.router.get(
    /^\//,
    route(visit => servePage(gateway, visit)),
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
    route((visit, params) => callApi(app, api, visit, params)),
  )
}

async function callApi(
  app: Application,
  api: ApiRoute,
  visit: Visit,
  params: Record<string, string>,
): Promise<void> {
  const { upstream, admission, roads } = app.gateway
  const { request, response, url } = visit
  const { context, tab } = await admission.admit(visit)
  const assertAllowed = (permissions: ReadonlySet<string>) => requirePermission(permissions, api.permission)
  assertAllowed(context.permissions)
  if (api.readsWholeList) admission.countWholeList(visit, whoOf(context.session))
  const watch = admission.watch(visit, assertAllowed)
  const client = { request, response, refused: watch.signal }
  await api
    .handle({
      context,
      params,
      query: url.searchParams,
      request,
      response,
      forward: target => forwardCall(upstream, context.callContext, target, client),
    })
    .finally(() => watch.stop())
  if (tab) roads.note(visit, context.tenantId, tab, context.formatRoute())
}

/** Koa leaves the response to us: its own error pages are no answer of a gateway. */
async function answer(app: Application, context: Context, handler: Handler): Promise<void> {
  context.respond = false
  const visit = visitOf(context.req)
  try {
    await handler(visit, context.params ?? {})
  } catch (error) {
    await answerFault(app.gateway.log, visit, error)
  }
}

async function refuseUnknown(): Promise<void> {
  throw new GraphFault('NOT_FOUND', 'There is nothing at this address.')
}
