import { once } from 'node:events'
import { Server } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import swagger from '@fastify/swagger'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { createLogger, type LogLevel, noteAttributes, noteFacts, type Tracing } from '@portico/telemetry'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  LogController,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify'
import type { CallContext } from '../context/context.ts'
import { problems } from '../problems/problem.ts'
import { assertBodyChecked, checkBody, setCaller, type Trusting } from './caller.ts'
import { beginForCaller, noteRead, watchCaller } from './caller-leaves.ts'
import { serializerCompiler, validatorCompiler } from './compilers.ts'
import { openApiOptions } from './openapi.ts'
import { placeOf } from './place.ts'
import { answerProblem } from './problem-answer.ts'
import { inScopeOf, scopeOfRequests } from './request-scopes.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who this call is for. */
    caller: CallContext
  }
  interface FastifyContextConfig {
    /** The route serves callers that name no tenant (login, probes). */
    isTenantFree?: boolean
    /** The route answers every caller, and so looks at no context (probes). */
    isProbe?: boolean
    /** The route takes what is recorded of others: a record of that would be taken, too. */
    isUntraced?: boolean
    /** A POST that changes nothing, by its contract. */
    isRead?: boolean
    /** What is read may be that old, by its contract: a replica may answer. */
    mayBeStaleMs?: number
    /** The route itself checks `authorization: Bearer`, which may stand in for a signed context. */
    allowsToken?: boolean
    /** The route answers a tenant about itself, where the rest of its service asks who acts. */
    isForTenants?: boolean
    /** The route passes its body on as it comes, and takes one whose bytes no caller vouches for. */
    streamsBody?: boolean
  }
}

export type ServiceApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>

interface AppOptions extends Trusting {
  name: string
  logLevel: LogLevel
  tracing: Tracing
  /** Left out: the process's output. */
  logTo?: { write(line: string): void }
}

const BODY_LIMIT_BYTES = 1024 * 1024
const HANDLER_TIMEOUT_MS = 30_000
/** To receive a whole request: the largest is a file a merchant sends through a slow line. */
const REQUEST_TIMEOUT_MS = 600_000

/** What a caller sends on a connection that is open comes within this, once no new ones are taken. */
const ARRIVAL_MS = 200

/** Levels at which every request is worth a line. */
const TALKATIVE = new Set(['info', 'debug', 'trace'])

export function createApp(options: AppOptions): ServiceApp {
  const app = Fastify({
    loggerInstance: loggerOf(options),
    bodyLimit: BODY_LIMIT_BYTES,
    handlerTimeout: HANDLER_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    logController: new LogController({ disableRequestLogging: true }),
    // Closing lets requests in flight end, and what is on its way is done: a write that is cut or refused here is not sent again.
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    // A malformed URL never reaches a route, nor its error handler.
    frameworkErrors: answerProblem,
    routerOptions: { ignoreTrailingSlash: true },
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.decorateRequest('caller')
  app.addHook('onRoute', noteRead)
  app.addHook('onRequest', scopeOfRequests(options.tracing))
  app.addHook('preValidation', (request, _reply, done) => inScopeOf(request, done))
  app.addHook('onRequest', watchCaller)
  app.addHook('preValidation', beginForCaller)
  app.addHook('onRequest', async request => {
    await setCaller(request, options)
    const { tenantId, userId } = request.caller
    noteFacts({ tenant: tenantId, user: userId })
    if (tenantId !== null) noteAttributes(() => ({ 'portico.tenant': tenantId }))
  })
  app.addHook('preValidation', async request => assertBodyChecked(request))
  parseSignedJson(app)
  if (TALKATIVE.has(options.logLevel)) logAnswers(app)
  keepOpenWhatIsOnItsWay(app)
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler({ preHandler: [] }, request => {
    throw problems.NOT_FOUND(`No route ${request.method} ${request.url.split('?')[0]}.`)
  })
  app.register(swagger, openApiOptions(options.name))
  return app
}

function loggerOf({ name, logLevel: level, logTo }: AppOptions): FastifyBaseLogger {
  return createLogger({ service: name, level }, logTo)
}

/** A line a request; probes are left out. */
function logAnswers(app: ServiceApp) {
  app.addHook('onResponse', async (request, reply) => {
    const { log, method, url, routeOptions } = request
    if (routeOptions.config.isProbe) return
    const ms = Math.round(reply.elapsedTime)
    const facts = { method, path: placeOf(url), status: reply.statusCode, ms }
    inScopeOf(request, () => log.info(facts, 'http.request'))
  })
}

/**
 * Closing the server of HTTP also closes idle connections at once, and so cuts a call that has just been sent on one; a write is
 * not sent again. The listener is closed ahead of it. Each answer from then on asks the caller to leave: a connection that is kept
 * alive would hold the stop back long after its answer.
 */
function keepOpenWhatIsOnItsWay(app: ServiceApp): void {
  let isClosing = false
  app.addHook('preClose', async () => {
    isClosing = true
    if (!app.server.listening) return
    const closed = once(app.server, 'close')
    Server.prototype.close.call(app.server)
    const abort = new AbortController()
    await Promise.race([closed, sleep(ARRIVAL_MS, null, { signal: abort.signal })])
    abort.abort()
  })
  app.addHook('onSend', async (_request, reply) => {
    if (isClosing) reply.header('connection', 'close')
  })
}

/** JSON is read as bytes first: those are what was signed. */
function parseSignedJson(app: ServiceApp) {
  app.removeAllContentTypeParsers()
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    try {
      checkBody(request, bytes as Buffer)
    } catch (error) {
      return done(error as Error)
    }
    void parse(request, bytes.toString(), done)
  })
}
