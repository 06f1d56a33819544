import { Readable } from 'node:stream'
import { createTestDatabase } from '@portico/postgres/testing'
import { Keyring, readSecrets, type SignedBody } from '@portico/release/trust'
import type { LightMyRequestResponse } from 'fastify'
import type { CallContext } from '../context/context.ts'
import { ContextSigner } from '../context/context-signer.ts'
import type { RunningService, Service } from '../service/service.ts'

type InjectPayload = { payload?: string | Buffer | Readable }

export interface TestCall {
  /** Default `t_demo`; null sends no context at all. */
  tenant?: string | null
  /** The rest of the context. */
  context?: Partial<CallContext>
  body?: unknown
  headers?: Record<string, string>
}

export interface ServiceUnderTest extends RunningService {
  /** Superuser URL of the test's own database. */
  databaseUrl: string
  /** As the gateway; signed when the service was started with a secret. */
  call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    call?: TestCall,
  ): Promise<LightMyRequestResponse>
}

/**
 * The service on a free port and a database of this test file's own, which `stop` drops too; or on that of `DATABASE_URL`, which
 * stays.
 */
export async function startForTest(service: Service, env: NodeJS.ProcessEnv = {}): Promise<ServiceUnderTest> {
  const placeOn = (url: string) => ({
    PORTICO_ENV: 'development',
    DATABASE_URL: url,
    LOG_LEVEL: 'silent',
    [`${service.name.toUpperCase()}_PORT`]: '0',
  })
  const database = env.DATABASE_URL
    ? { url: env.DATABASE_URL, drop: async () => {} }
    : await createTestDatabase({
        name: service.name,
        prepare: async url => (await service.start(placeOn(url))).stop(),
      })
  const place = placeOn(database.url)
  const role = env.PORTICO_SECRET === undefined ? {} : await roleBeforeSecret(service, place)
  const running = await service.start({ ...place, ...role, ...env })
  const secrets = readSecrets({ ...place, ...env })
  const signer = new ContextSigner(secrets.length > 0 ? Keyring.fromSecrets('gateway', secrets) : null)
  return {
    ...running,
    databaseUrl: database.url,
    call: (method, path, { tenant = 't_demo', context, body, headers = {} } = {}) => {
      const { payload, type, signed } = payloadOf(body)
      const outgoing = { audience: service.name, method, path, headers, body: signed }
      const all = tenant === null ? headers : signer.headers({ tenantId: tenant, ...context }, outgoing)
      return running.app.inject({ method, url: path, headers: { ...type, ...all }, ...payload })
    },
    stop: async () => {
      await running.stop()
      await database.drop()
    },
  }
}

/**
 * Roles belong to the whole server, which other files' tests use at the same moment: a role whose password followed this
 * test's secret would lock them out. So the role keeps the password that all tests know.
 */
async function roleBeforeSecret(service: Service, place: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const first = await service.start(place)
  await first.stop()
  return { [`${service.name.toUpperCase()}_DATABASE_URL`]: first.database.url }
}

/** JSON is signed; a file (text, bytes, a stream) goes as an upload does. */
function payloadOf(body: unknown): {
  payload: InjectPayload
  type: Record<string, string>
  signed: SignedBody
} {
  if (body === undefined) return { payload: {}, type: {}, signed: null }
  const isFile = typeof body === 'string' || Buffer.isBuffer(body) || body instanceof Readable
  if (isFile) return { payload: { payload: body }, type: {}, signed: 'unsigned-stream' }
  const text = JSON.stringify(body)
  return { payload: { payload: text }, type: { 'content-type': 'application/json' }, signed: text }
}
