import { beginScope, endTrace, type RequestScope, runInScope, type Tracing } from '@portico/telemetry'
import type { FastifyRequest, onRequestHookHandler } from 'fastify'

const scopes = new WeakMap<FastifyRequest, RequestScope>()

/**
 * What a request does belongs to it: its log lines name the user and the operation, its statements and calls are spans of
 * its trace. `inScopeOf` brings it back after a body was read, where the storage is lost. Probes belong to no request.
 */
export function scopeOfRequests(tracing: Tracing): onRequestHookHandler {
  return (request, reply, done) => {
    const { method, headers, routeOptions } = request
    if (routeOptions.config.isProbe || routeOptions.config.isUntraced) return done()
    const operation = `${method} ${routeOptions.url ?? '(no route)'}`
    const trace = tracing.begin({ name: operation, traceparent: headers.traceparent as string | undefined })
    scopes.set(request, beginScope(trace, { operation }))
    reply.raw.once('close', () => {
      const status = reply.statusCode
      endTrace(trace, { status, isFailure: status >= 500 })
    })
    inScopeOf(request, done)
  }
}

/** For what Fastify calls from elsewhere, such as the end of the answer. */
export function inScopeOf(request: FastifyRequest, work: () => void) {
  const scope = scopes.get(request)
  if (scope) runInScope(scope, work)
  else work()
}
