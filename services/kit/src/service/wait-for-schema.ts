import { createServer, type Server } from 'node:http'
import { Loop } from '@portico/loop'
import type { FastifyBaseLogger } from 'fastify'
import { findBehind } from '../database/schema-behind.ts'
import type { Address } from '../settings/address.ts'

const LOOK_MS = 1000

interface WaitOptions {
  name: string
  url: string
  migrations: URL
  log: Pick<FastifyBaseLogger, 'warn'>
  /** Where probes are answered meanwhile; null: nowhere. */
  address: Address | null
}

/**
 * Until the migration job has brought the schema to what this build needs. Meanwhile the process is alive and not ready, so that a
 * new version may be started beside the old one ahead of the job. The database must answer once, else it is not there: StartupError.
 */
export async function waitForSchema({ name, url, migrations, log, address }: WaitOptions): Promise<void> {
  let behind = await findBehind(url, name, migrations)
  if (behind === null) return
  log.warn({ behind }, 'waiting for the migration job')
  const server = address && (await answerProbes(address, () => behind ?? ''))
  const { promise, resolve } = Promise.withResolvers<void>()
  const loop = new Loop({
    run: async () => {
      behind = await findBehind(url, name, migrations)
      if (behind === null) resolve()
      return 'pause'
    },
    pauseMs: LOOK_MS,
    startsWithPause: true,
    onFailing: cause => log.warn({ cause }, 'the database does not answer; looking again'),
  })
  void loop.start()
  await promise
  await loop.stop()
  await new Promise(done => (server ? server.close(done).closeAllConnections() : done(null)))
}

async function answerProbes({ host, port }: Address, explain: () => string): Promise<Server> {
  const server = createServer((request, response) => {
    const isAlive = request.url === '/healthz'
    const body = isAlive ? { status: 'ok' } : { code: 'SCHEMA_TOO_OLD', message: `Not ready: ${explain()}.` }
    response.writeHead(isAlive ? 200 : 503, { 'content-type': 'application/json', connection: 'close' })
    response.end(JSON.stringify(body))
  })
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(port, host, () => done())
  })
  return server
}
