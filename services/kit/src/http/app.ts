import swagger from '@fastify/swagger'
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify'
import { type CallContext, readCallContext } from '../context.ts'
import { problems } from '../problem.ts'
import { openApiOptions } from './openapi.ts'
import { answerProblem } from './problem-answer.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who this call is for. */
    caller: CallContext
  }
  interface FastifyContextConfig {
    /** The route serves callers that name no tenant (login, probes). */
    isTenantFree?: boolean
  }
}

export type ServiceApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

const BODY_LIMIT_BYTES = 1024 * 1024
const HANDLER_TIMEOUT_MS = 30_000
/** To receive a whole request: the largest is a file a merchant sends through a slow line. */
const REQUEST_TIMEOUT_MS = 600_000

export function createApp(options: { name: string; logLevel: string }): ServiceApp {
  const app = Fastify({
    logger: { level: options.logLevel, name: options.name },
    bodyLimit: BODY_LIMIT_BYTES,
    handlerTimeout: HANDLER_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    logController: new LogController({ disableRequestLogging: true }),
    // Closing lets requests in flight end and only cuts connections that are idle.
    forceCloseConnections: 'idle',
    // A malformed URL never reaches a route, nor its error handler.
    frameworkErrors: answerProblem,
    routerOptions: { ignoreTrailingSlash: true },
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.setValidatorCompiler(TypeBoxValidatorCompiler)
  app.decorateRequest('caller')
  app.addHook('onRequest', setCaller)
  closeKeptConnections(app)
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler({ preHandler: [] }, request => {
    throw problems.NOT_FOUND(`No route ${request.method} ${request.url.split('?')[0]}.`)
  })
  app.register(swagger, openApiOptions(options.name))
  return app
}

/** A connection kept alive by a request in flight would hold the stop back long after its answer. */
function closeKeptConnections(app: ServiceApp) {
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
  })
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close')
  })
}

async function setCaller(request: FastifyRequest) {
  request.caller = readCallContext(request.headers)
  if (request.caller.tenantId || request.is404 || request.routeOptions.config.isTenantFree) return
  throw problems.TENANT_REQUIRED('Send the tenant as baggage: portico.tenant=<id>.')
}
