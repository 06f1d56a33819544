import type { Gateway } from '../gateway.ts'
import { bearsToken } from './bearer.ts'
import { sendJson } from './respond.ts'
import type { Visit } from './visit.ts'

/** The process lives. */
export async function serveHealth({ response }: Visit): Promise<void> {
  sendJson(response, 200, { status: 'ok' })
}

/** It can serve all of what it serves. What is missing is told to operators and by the token of the metrics only. */
export async function serveReadiness(gateway: Gateway, visit: Visit): Promise<void> {
  const missing = await gateway.listMissing()
  const isReady = missing.length === 0
  const told = (await mayKnow(gateway, visit)) ? { missing } : {}
  sendJson(visit.response, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not-ready', ...told })
}

async function mayKnow({ settings, admission }: Gateway, visit: Visit): Promise<boolean> {
  const { metricsToken, isProduction } = settings
  if (!isProduction || (metricsToken !== null && bearsToken(visit.request, metricsToken))) return true
  const session = await admission.findSession(visit).catch(() => null)
  return session?.permissions.includes('platform.release.read') ?? false
}
