import { HOME_CELL } from '@portico/release'
import { Discovery, type InstanceLog, ResilientClient } from '@portico/service-client'
import { ContextSigner } from '../context/context-signer.ts'
import { readTrustedHosts, serviceUrl } from '../settings/address.ts'
import type { CallFilters } from './call-filters.ts'
import { type CountCall, ServiceClient } from './service-client.ts'

interface ServiceClientsOptions {
  /** Left out: nothing is signed. */
  signer?: ContextSigner
  /** Where instances may be, besides the addresses of settings. Left out: `readTrustedHosts`. */
  hosts?: ReturnType<typeof readTrustedHosts>
  log?: InstanceLog
  /** As of `readCallFilters`. */
  filters?: CallFilters | null
  /** Left out: calls are not counted. */
  countCall?: CountCall
}

/** The other services, as one service sees them: where they are, and how to call them. */
export class ServiceClients {
  /** While the release service is silent its last word holds: an address that may be old is worth more than none. */
  readonly discovery: Discovery
  readonly #env: NodeJS.ProcessEnv
  readonly #signer: ContextSigner
  readonly #client: ResilientClient
  readonly #filters: CallFilters | null
  readonly #countCall: CountCall | undefined

  constructor(env: NodeJS.ProcessEnv, options: ServiceClientsOptions = {}) {
    const { signer = new ContextSigner(null), hosts = readTrustedHosts(env), log } = options
    const { filters = null, countCall } = options
    this.discovery = new Discovery(
      [],
      {},
      {
        hosts,
        cell: env.PORTICO_CELL || HOME_CELL,
        ...(log && { log }),
      },
    )
    this.#env = env
    this.#signer = signer
    this.#filters = filters
    this.#countCall = countCall
    this.#client = new ResilientClient(this.discovery, { keyring: signer.keyring })
  }

  /** `defaultPort` is where the service is when neither a setting nor discovery says so. */
  connect(name: string, defaultPort: number, { timeoutMs }: { timeoutMs?: number } = {}): ServiceClient {
    this.discovery.addFixed(name, serviceUrl(this.#env, name, defaultPort))
    return new ServiceClient({
      name,
      client: this.#client,
      self: this.#signer.self,
      filters: this.#filters,
      ...(this.#countCall && { countCall: this.#countCall }),
      ...(timeoutMs ? { timeoutMs } : {}),
    })
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    await this.#client.close()
    this.#filters?.close()
  }
}
