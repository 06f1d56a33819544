import { bearsToken } from '@portico/release/trust'
import type { FastifyRequest } from 'fastify'
import type { ServiceMetrics } from '../metrics/service-metrics.ts'
import { problems } from '../problems/problem.ts'
import type { ServiceApp } from './app.ts'

const CONTENT_TYPE = 'application/openmetrics-text; version=1.0.0; charset=utf-8'
const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/

interface MetricsOptions {
  metrics: ServiceMetrics
  /** Null: programs of this machine may read. */
  token: string | null
}

/**
 * `/metrics`: what a scraper reads, which signs no call. With a token it must send that, from wherever it is; without one,
 * it must be on this machine, and not behind a proxy there.
 */
export function addMetrics(app: ServiceApp, { metrics, token }: MetricsOptions) {
  app.addHook('onResponse', async ({ method, routeOptions: { url = '(no route)', config } }, reply) => {
    if (config.isProbe) return
    metrics.countRequest({ method, route: url, status: reply.statusCode, ms: reply.elapsedTime })
  })
  app.get('/metrics', { config: { isProbe: true }, schema: { hide: true } }, async (request, reply) => {
    if (!mayRead(request, token))
      throw problems.PLATFORM_ONLY('Only a scraper may read this: see PORTICO_METRICS_TOKEN.')
    return reply.type(CONTENT_TYPE).send(await metrics.write())
  })
}

function mayRead(request: FastifyRequest, token: string | null): boolean {
  if (token !== null) return bearsToken(request, token)
  const { headers, socket } = request
  const isForwarded = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined
  return !isForwarded && LOOPBACK.test(socket.remoteAddress ?? '')
}
