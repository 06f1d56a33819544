import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runServer } from 'verdaccio'

export interface LocalRegistry {
  url: string
  /** Name of the setting of npm that holds the token of who may publish. */
  loginName: string
  token: string
  stop(): Promise<void>
}

/**
 * Verdaccio on loopback, empty, for the scope `@portico` alone: packages of others come from where npm is configured to look. Who
 * logs in may publish.
 */
export async function startRegistry(): Promise<LocalRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-registry-'))
  const server = await runServer({
    storage: join(folder, 'storage'),
    configPath: join(folder, 'config.yaml'),
    auth: { htpasswd: { file: join(folder, 'htpasswd'), max_users: 1, algorithm: 'bcrypt', rounds: 4 } },
    uplinks: {},
    packages: { '@portico/*': { access: '$all', publish: '$authenticated' } },
    log: { type: 'stdout', format: 'json', level: 'fatal' },
    web: { enable: false },
    max_body_size: '20mb',
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/`
  const token = await addUser(url)
  return {
    url,
    loginName: `npm_config_//127.0.0.1:${port}/:_authToken`,
    token,
    async stop() {
      server.closeAllConnections()
      server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** As `npm login` does it. */
async function addUser(url: string): Promise<string> {
  const name = 'publisher'
  const answer = await fetch(`${url}-/user/org.couchdb.user:${name}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password: randomUUID() }),
    signal: AbortSignal.timeout(10_000),
  })
  const { token } = (await answer.json()) as { token?: string }
  if (token === undefined) throw new Error(`The registry made no user: ${answer.status}`)
  return token
}
