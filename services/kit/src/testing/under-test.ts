import { createTestDatabase } from '@portico/postgres/testing'
import type { LightMyRequestResponse } from 'fastify'
import type { CallContext } from '../context.ts'
import { ContextSigner } from '../context-signer.ts'
import type { RunningService, Service } from '../service.ts'

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
  /** Signed when the service was started with a secret. */
  call(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    call?: TestCall,
  ): Promise<LightMyRequestResponse>
}

/** The service on a database of this test file's own and a free port; `stop` drops the database too. */
export async function startForTest(service: Service, env: NodeJS.ProcessEnv = {}): Promise<ServiceUnderTest> {
  const database = await createTestDatabase()
  const port = { [`${service.name.toUpperCase()}_PORT`]: '0' }
  const place = { DATABASE_URL: database.url, LOG_LEVEL: 'silent', ...port }
  const role = env.PORTICO_SECRET === undefined ? {} : await roleBeforeSecret(service, place)
  const running = await service.start({ ...place, ...role, ...env })
  const signer = new ContextSigner(env)
  return {
    ...running,
    databaseUrl: database.url,
    call: (method, path, { tenant = 't_demo', context, body, headers } = {}) =>
      running.app.inject({
        method,
        url: path,
        headers: {
          ...(tenant === null ? {} : signer.headers({ tenantId: tenant, ...context })),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: body as object }),
      }),
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
