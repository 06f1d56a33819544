import type { Gateway } from '../gateway.ts'
import { bearsToken } from './bearer.ts'
import type { HttpExchange } from './http-exchange.ts'
import { sendJson } from './respond.ts'

/** The process lives. */
export async function serveHealth({ response }: HttpExchange): Promise<void> {
  sendJson(response, 200, { status: 'ok' })
}

/** It can serve all of what it serves. What is missing is said to operators, and for the token of the metrics, only. */
export async function serveReadiness(gateway: Gateway, http: HttpExchange): Promise<void> {
  const missing = await gateway.listMissing()
  const isReady = missing.length === 0
  const reported = (await mayKnow(gateway, http)) ? { missing } : {}
  sendJson(http.response, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not-ready', ...reported })
}

async function mayKnow({ settings, admission }: Gateway, http: HttpExchange): Promise<boolean> {
  const { metricsToken, isProduction } = settings
  if (!isProduction || (metricsToken !== null && bearsToken(http.request, metricsToken))) return true
  const session = await admission.findSession(http).catch(() => null)
  return session?.permissions.includes('platform.release.read') ?? false
}
