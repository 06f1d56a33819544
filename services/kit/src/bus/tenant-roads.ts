import type { Tag } from '@portico/release'
import type { FastifyBaseLogger } from 'fastify'
import Type from 'typebox'
import { createContext } from '../context.ts'
import type { Neighbours } from '../neighbours/neighbours.ts'
import type { ServiceClient } from '../neighbours/service-client.ts'

type Road = Record<string, Tag>

const TenantRoad = Type.Object({ services: Type.Record(Type.String(), Type.String()) })
const DEFAULT_PORT = 7007
const TIMEOUT_MS = 2000
/** A road is a few bytes; who is asked for more often stays. */
const MAX_KEPT = 10_000

interface TenantRoadsOptions {
  neighbours: Neighbours
  /** Without `RELEASE_URL` there are no releases, and everybody is on the stable road. */
  env: NodeJS.ProcessEnv
  log: FastifyBaseLogger
}

/** Which road a tenant's job takes when it is fired: as the release service says, else as it said last, else the stable one. */
export class TenantRoads {
  readonly #client: ServiceClient | null
  readonly #log: FastifyBaseLogger
  readonly #last = new Map<string, Road>()

  constructor({ neighbours, env, log }: TenantRoadsOptions) {
    this.#client = env.RELEASE_URL
      ? neighbours.connect('release', DEFAULT_PORT, { timeoutMs: TIMEOUT_MS })
      : null
    this.#log = log
  }

  async get(tenantId: string): Promise<Road> {
    if (!this.#client) return {}
    try {
      const path = `/roads/${encodeURIComponent(tenantId)}`
      const context = createContext({ tenantId })
      const { services } = await this.#client.call('GET', path, { context, answer: TenantRoad })
      this.#keep(tenantId, services)
      return services
    } catch (error) {
      this.#log.warn({ err: error, tenantId }, 'the release service names no road; its last word holds')
      return this.#last.get(tenantId) ?? {}
    }
  }

  #keep(tenantId: string, road: Road) {
    this.#last.delete(tenantId)
    this.#last.set(tenantId, road)
    const [oldest] = this.#last.keys()
    if (this.#last.size > MAX_KEPT && oldest !== undefined) this.#last.delete(oldest)
  }
}
