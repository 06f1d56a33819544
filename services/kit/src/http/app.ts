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
import { type CallContext, createContext, readCallContext, readTrace } from '../context.ts'
import type { ContextSigner } from '../context-signer.ts'
import { problems } from '../problem.ts'
import { openApiOptions } from './openapi.ts'
import { placeOf } from './place.ts'
import { answerProblem } from './problem-answer.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who this call is for. */
    caller: CallContext
  }
  interface FastifyContextConfig {
    /** The route serves callers that name no tenant (login, probes). */
    isTenantFree?: boolean
    /** The route answers anybody, and so looks at no context (probes). */
    isProbe?: boolean
    /** The route itself checks `authorization: Bearer`, which may stand in for a signed context. */
    allowsToken?: boolean
  }
}

export type ServiceApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

interface AppOptions {
  name: string
  logLevel: string
  signer: ContextSigner
}

const BODY_LIMIT_BYTES = 1024 * 1024
const HANDLER_TIMEOUT_MS = 30_000
/** To receive a whole request: the largest is a file a merchant sends through a slow line. */
const REQUEST_TIMEOUT_MS = 600_000

/** Levels at which every request is worth a line. */
const TALKATIVE = new Set(['info', 'debug', 'trace'])

export function createApp(options: AppOptions): ServiceApp {
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
  app.addHook('onRequest', async request => setCaller(request, options.signer))
  if (TALKATIVE.has(options.logLevel)) logAnswers(app)
  closeKeptConnections(app)
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler({ preHandler: [] }, request => {
    throw problems.NOT_FOUND(`No route ${request.method} ${request.url.split('?')[0]}.`)
  })
  app.register(swagger, openApiOptions(options.name))
  return app
}

/** A line a request; probes are left out. */
function logAnswers(app: ServiceApp) {
  app.addHook('onResponse', async ({ log, method, url, caller, routeOptions }, reply) => {
    if (routeOptions.config.isProbe) return
    const { tenantId, traceparent } = caller
    const ms = Math.round(reply.elapsedTime)
    log.info({ tenant: tenantId, traceparent, status: reply.statusCode, ms }, `${method} ${placeOf(url)}`)
  })
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

/** Of a call that nobody signed, only the trace is believed. */
function setCaller(request: FastifyRequest, signer: ContextSigner) {
  const { headers } = request
  const isTrusted = signer.isTrusted(headers)
  request.caller = isTrusted ? readCallContext(headers) : createContext({ traceparent: readTrace(headers) })
  if (request.is404 || request.routeOptions.config.isProbe) return
  if (!isTrusted && !hasToken(request))
    throw problems.CONTEXT_UNSIGNED('Calls come by the gateway, or from a service that signs their context.')
  if (request.caller.tenantId || request.routeOptions.config.isTenantFree) return
  throw problems.TENANT_REQUIRED('Send the tenant as baggage: portico.tenant=<id>.')
}

function hasToken({ headers, routeOptions }: FastifyRequest): boolean {
  return routeOptions.config.allowsToken === true && /^bearer /i.test(headers.authorization ?? '')
}
