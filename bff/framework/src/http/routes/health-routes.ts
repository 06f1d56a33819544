import { bearsToken } from '@portico/release/trust'
import type { HttpExchange } from '../../exchange/http-exchange.ts'
import { sendJson } from '../../exchange/respond.ts'
import type { GatewaySettings } from '../../settings/gateway-settings.ts'
import type { Admission } from '../admission.ts'
import type { ReadyGrace } from '../ready-grace.ts'

export interface ReadinessParts {
  settings: Pick<GatewaySettings, 'metricsToken' | 'isProduction'>
  admission: Pick<Admission, 'findSession'>
  /** What keeps this process from being of use, in words for an operator. */
  listMissing(): Promise<string[]>
  readyGrace: Pick<ReadyGrace, 'isReady'>
}

/** The process lives. */
export async function serveHealth({ response }: HttpExchange): Promise<void> {
  sendJson(response, 200, { status: 'ok' })
}

/** It can serve what it serves, or lacks for a short time what all lack. What is missing is said to operators, and for the token of the metrics, only. */
export async function serveReadiness(parts: ReadinessParts, http: HttpExchange): Promise<void> {
  const missing = await parts.listMissing()
  const isReady = parts.readyGrace.isReady(missing)
  const reported = (await mayKnow(parts, http)) ? { missing } : {}
  sendJson(http.response, isReady ? 200 : 503, { status: isReady ? 'ready' : 'not-ready', ...reported })
}

async function mayKnow({ settings, admission }: ReadinessParts, http: HttpExchange): Promise<boolean> {
  const { metricsToken, isProduction } = settings
  if (!isProduction || (metricsToken !== null && bearsToken(http.request, metricsToken))) return true
  const session = await admission.findSession(http).catch(() => null)
  return session?.permissions.includes('platform.release.read') ?? false
}
