import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { sendText } from '../http/respond.ts'
import type { Metrics } from './metrics.ts'

/** Metrics on a port of their own, never on the public one. */
export async function serveMetrics(metrics: Metrics, host: string, port: number): Promise<Server> {
  const server = createServer((_request, response) => {
    sendText(response, 200, 'application/openmetrics-text; version=1.0.0; charset=utf-8', metrics.write())
  })
  server.listen(port, host)
  await once(server, 'listening')
  return server
}
