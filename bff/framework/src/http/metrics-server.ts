import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { bearsToken } from '@portico/release/trust'
import { AppError } from '../errors/app-error.ts'
import { sendFault, sendText } from '../exchange/respond.ts'

export interface MetricsPlace {
  host: string
  port: number
  /** Null: who reaches the address may read. */
  token: string | null
}

/** Metrics on an address of their own, never on the public one. `write` gives OpenMetrics text. */
export async function serveMetrics(
  write: () => string | Promise<string>,
  { host, port, token }: MetricsPlace,
): Promise<Server> {
  const server = createServer(async (request, response) => {
    if (token !== null && !bearsToken(request, token)) {
      const fault = new AppError('UNAUTHENTICATED', 'Send the token as Authorization: Bearer ...')
      return sendFault(response, fault, { 'www-authenticate': 'Bearer' })
    }
    const contentType = 'application/openmetrics-text; version=1.0.0; charset=utf-8'
    sendText(response, { status: 200, contentType }, await write())
  })
  server.listen(port, host)
  await once(server, 'listening')
  return server
}
