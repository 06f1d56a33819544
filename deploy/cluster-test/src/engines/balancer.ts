import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import type { Host } from '../hosts/host.ts'
import { HostProcess } from '../hosts/host-process.ts'
import type { PostgresPair } from './postgres-pair.ts'

const WEB_PORT = 8080
const DATABASE_PORT = 5432
const GATEWAY_PORT = 8080
const PRIMARY_PORT = 8008

/**
 * HAProxy in front of gateways and database. It asks each gateway whether it is ready and each database whether it is the primary,
 * ends the connections of what it takes out, and sends what is safe to send once more to another. The nginx of Debian notices a dead
 * server by the calls of users alone.
 */
export class Balancer {
  readonly url: string
  readonly databaseAddress: string
  readonly part: HostProcess
  readonly #agent: PrimaryAgent

  private constructor(part: HostProcess, outside: string, agent: PrimaryAgent) {
    this.part = part
    this.url = `http://${outside}:${WEB_PORT}`
    this.databaseAddress = `${outside}:${DATABASE_PORT}`
    this.#agent = agent
  }

  static async start(
    folder: string,
    { outside, gateways, database }: { outside: string; gateways: readonly Host[]; database: PostgresPair },
  ): Promise<Balancer> {
    const agent = await PrimaryAgent.start(outside, database)
    const file = join(folder, 'haproxy.cfg')
    await writeFile(file, configuration(outside, gateways, database))
    const host = {
      name: 'the outside',
      address: outside,
      prefix: [],
      cut: async () => {},
      mend: async () => {},
    }
    const part = new HostProcess({
      name: 'HAProxy',
      host,
      command: ['haproxy', '-db', '-f', file],
      logFile: join(folder, 'haproxy.log'),
      isReady: () => database.isAliveAt(`${outside}:${DATABASE_PORT}`),
    })
    await part.start()
    return new Balancer(part, outside, agent)
  }

  async close(): Promise<void> {
    await this.part.kill()
    await this.#agent.close()
  }
}

/** Says of each database whether it is the primary, as the REST interface of Patroni does. */
class PrimaryAgent {
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
  }

  static async start(outside: string, database: PostgresPair): Promise<PrimaryAgent> {
    const server = createServer((request, response) => {
      const isPrimary = request.url === `/${database.primary.host.address}`
      const alive = isPrimary ? database.isAlive(database.primary) : Promise.resolve(false)
      void alive.then(isAlive => response.writeHead(isAlive ? 200 : 503).end())
    })
    server.listen(PRIMARY_PORT, outside)
    await once(server, 'listening')
    return new PrimaryAgent(server)
  }

  async close(): Promise<void> {
    this.#server.close()
    this.#server.closeAllConnections()
    await once(this.#server, 'close')
  }
}

function configuration(outside: string, gateways: readonly Host[], database: PostgresPair): string {
  const servers = (more: string) =>
    gateways.map(({ address }, index) => `  server g${index + 1} ${address}:${GATEWAY_PORT} ${more}`)
  const check = 'check inter 500ms fastinter 250ms fall 2 rise 1 on-marked-down shutdown-sessions'
  const nodes = [database.primary, database.replica].map(
    ({ host: { address } }, index) =>
      [
        `  server pg${index + 1} ${address}:${database.port} check addr ${outside} port ${PRIMARY_PORT} inter 300ms fall 1 rise 1 on-marked-down shutdown-sessions`,
        address,
      ] as const,
  )
  return `${[
    'defaults',
    '  mode http',
    '  retries 3',
    '  option redispatch 1',
    '  timeout connect 1s',
    '  timeout check 1s',
    '  timeout client 60s',
    '  timeout server 60s',
    'frontend www',
    `  bind ${outside}:${WEB_PORT}`,
    '  acl none_ready nbsrv(ready) eq 0',
    '  use_backend alive if none_ready',
    '  default_backend ready',
    ...webBackend('ready', '/readyz', servers(check)),
    // What all need alike and is away takes all of them out: they then do what can be done without it.
    ...webBackend('alive', '/healthz', servers(check)),
    ...nodes.flatMap(([server, address], index) => [
      `backend pg${index + 1}`,
      '  mode tcp',
      '  timeout server 1h',
      `  option httpchk GET /${address}`,
      server,
    ]),
    'frontend database',
    '  mode tcp',
    `  bind ${outside}:${DATABASE_PORT}`,
    '  timeout client 1h',
    '  use_backend pg1 if { nbsrv(pg1) gt 0 }',
    '  default_backend pg2',
  ].join('\n')}\n`
}

function webBackend(name: string, probe: string, servers: readonly string[]): string[] {
  return [
    `backend ${name}`,
    '  balance roundrobin',
    `  option httpchk GET ${probe}`,
    '  retry-on conn-failure empty-response response-timeout',
    '  http-request disable-l7-retry unless METH_GET',
    ...servers,
  ]
}
