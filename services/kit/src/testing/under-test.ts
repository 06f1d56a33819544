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
  const running = await service.start({ DATABASE_URL: database.url, LOG_LEVEL: 'silent', ...port, ...env })
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
