import type { Gateway } from '../gateway.ts'
import { sendJson } from './respond.ts'
import type { Visit } from './visit.ts'

/** The process lives. */
export async function serveHealth({ response }: Visit): Promise<void> {
  sendJson(response, 200, { status: 'ok' })
}

/** It can do its work; if not, what is missing. `stale`: it works by what it knew before identity went away. */
export async function serveReadiness(gateway: Gateway, { response }: Visit): Promise<void> {
  const missing = await gateway.listMissing()
  const stale = gateway.access.keeper.isLive ? [] : ['access']
  sendJson(response, missing.length === 0 ? 200 : 503, {
    status: missing.length === 0 ? 'ready' : 'not-ready',
    missing,
    ...(stale.length > 0 && { stale }),
  })
}
