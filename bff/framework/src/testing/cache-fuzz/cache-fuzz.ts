import type { SessionInfo } from '@portico/micro-app/page-state'
import { Discovery } from '@portico/service-client'
import { AnswerCache } from '../../cache/answer-cache.ts'
import { EntityCache } from '../../cache/entity-cache.ts'
import { MemoryTier } from '../../cache/memory-tier.ts'
import { NearTier } from '../../cache/near-tier.ts'
import { AnswerKeeper } from '../../graphql/answer-keeper.ts'
import { ApolloExecutor } from '../../graphql/apollo-executor.ts'
import { GraphDocuments } from '../../graphql/documents.ts'
import type { GraphRequest } from '../../graphql/executor.ts'
import { GraphRunner } from '../../graphql/graph-runner.ts'
import { RequestContext } from '../../graphql/request-context.ts'
import { buildGraph } from '../../graphql/schema.ts'
import { createLoad } from '../../load/load.ts'
import { LocalNotifications } from '../../notifications/local-notifications.ts'
import { createLog } from '../../telemetry/log.ts'
import { beginTrace } from '../../telemetry/trace.ts'
import { type Routing, stableRouting } from '../../upstream/routing.ts'
import { Upstream } from '../../upstream/upstream.ts'
import { Dice } from '../differential/dice.ts'
import { faulty, type Part } from './faulty-keys.ts'
import { FuzzWorld, fuzzModule } from './fuzz-graph.ts'

export interface FuzzOptions {
  requests: number
  seed: number
  /** Requests that are under way at once. */
  wave?: number
  /** Planted: parts that keys lack. */
  without?: readonly Part[]
  /** Planted: writes make nothing void. */
  isDeaf?: boolean
}

export interface FuzzResult {
  requests: number
  writes: number
  /** Answers that came from a cache. */
  hits: number
  /** Of someone else, another way or from before a write: each in words, the first few. */
  crossed: readonly string[]
  crossedCount: number
}

interface Who {
  session: SessionInfo
  locale: 'en' | 'zh-CN'
  tag: 'stable' | 'gray'
}

const FIELDS: readonly (readonly ('secret' | 'mistaken' | 'mine')[])[] = [
  [],
  ['secret'],
  ['mistaken'],
  ['mine', 'secret'],
]
const ROOTS = ['thing', 'open', 'own'] as const
const TENANTS = ['t1', 't2', 't11', 't1 2']
/** Of users in turn: the first two share what is kept for their role. */
const PERMISSIONS = [['thing.read', 'thing.secret'], ['thing.read', 'thing.secret'], ['thing.read'], []]
const INSTANCE = { service: 'things', version: '1.0.0', isHealthy: true }
const MAX_SHOWN = 5

interface Seen {
  id: string
  tenant: string
  currency: string
  locale: string
  revision: string
  version: number
  secret?: string | null
  mistaken?: string
  mine?: string
}

/** Random tenants, users, roles, languages, releases, variables and writes, on two gateways with one shared tier. */
export class CacheFuzz {
  readonly #options: FuzzOptions
  readonly #dice: Dice
  readonly #world = new FuzzWorld()
  readonly #gateways: { runner: GraphRunner; entities: EntityCache; answers: AnswerCache }[]
  readonly #upstream: Upstream
  readonly #log = createLog(() => {})
  readonly #crossed: string[] = []
  #crossedCount = 0
  #writes = 0

  constructor(options: FuzzOptions) {
    this.#options = options
    this.#dice = new Dice(options.seed)
    this.#world.delay = () => this.#dice.below(3)
    const discovery = new Discovery(['things'], { things: 'http://127.0.0.1:1' })
    discovery.setInstances([
      { ...INSTANCE, id: 'a', tag: 'stable', url: 'http://127.0.0.1:1' },
      { ...INSTANCE, id: 'b', tag: 'gray', url: 'http://127.0.0.1:2' },
    ])
    this.#upstream = new Upstream(discovery, this.#log)
    const [far, notifications] = [new MemoryTier(), new LocalNotifications()]
    this.#gateways = [0, 1].map(() => this.#open(new NearTier(new MemoryTier(), far, notifications)))
  }

  async run(): Promise<FuzzResult> {
    const { requests, wave = 40 } = this.#options
    for (let done = 0; done < requests; done += wave) {
      const size = Math.min(wave, requests - done)
      await Promise.all(
        Array.from({ length: size }, () => (this.#dice.isBelow(0.01) ? this.#write() : this.#ask())),
      )
    }
    await this.#upstream.close()
    const hits = this.#gateways
      .flatMap(({ answers }) => answers.figures.listOperations())
      .reduce((sum, { memory, shared, joined, stale }) => sum + memory + shared + joined + stale, 0)
    return {
      ...{ requests, hits, writes: this.#writes },
      ...{ crossed: this.#crossed, crossedCount: this.#crossedCount },
    }
  }

  #open(tier: NearTier) {
    const schema = buildGraph([fuzzModule(this.#world, new URL('./fuzz.graphql', import.meta.url))])
    const documents = new GraphDocuments(schema, false)
    const answers = new AnswerCache(tier)
    const keeper = faulty(new AnswerKeeper(schema, answers), this.#options.without ?? [])
    const executor = new ApolloExecutor({ schema, documents, isOpen: false, log: this.#log })
    const plenty = Number.MAX_SAFE_INTEGER
    const load = createLoad({
      ...{ maxQueryPoints: 1e6, userPointsPerSecond: plenty, tenantPointsPerSecond: plenty },
      ...{ maxUserCalls: plenty, maxTenantCalls: plenty },
    })
    return {
      runner: new GraphRunner({ schema, documents, load, executor, keeper }),
      entities: new EntityCache(tier),
      answers,
    }
  }

  /** The write is over once it has made void what was kept. */
  async #write(): Promise<void> {
    this.#writes += 1
    const who = this.#who()
    const id = this.#id()
    await this.#world.wait()
    this.#world.write(who.session.tenant.id, id)
    if (!this.#options.isDeaf) await this.#context(who, this.#dice.below(2)).noteWrite('things')
    this.#written.set(`${who.session.tenant.id} ${id}`, this.#world.read(who.session.tenant.id, id))
  }

  readonly #written = new Map<string, number>()

  async #ask(): Promise<void> {
    const who = this.#who()
    const id = this.#id()
    const root = this.#often(ROOTS)
    const fields = this.#often(FIELDS)
    const at = this.#dice.below(2)
    const least = this.#written.get(`${who.session.tenant.id} ${id}`) ?? 0
    const query = `query Q($id: ID!) {thing: ${root}(id: $id) {id tenant currency locale revision version ${fields.join(' ')}}}`
    const request = {
      ...{ method: 'POST', headers: {}, search: '', query, operationName: null, variables: { id } },
      ...{ body: { query }, isRegistered: true },
    } satisfies GraphRequest
    const answer = await this.#gateways[at]?.runner.run(request, this.#context(who, at))
    const { data, errors = [] } = JSON.parse(answer?.body ?? '{}') as {
      data: { thing: Seen | null }
      errors?: object[]
    }
    this.#check(who, { id, root, fields, least }, data.thing, errors.length)
  }

  #check(
    { session, locale, tag }: Who,
    { id, root, fields, least }: { id: string; root: string; fields: readonly string[]; least: number },
    seen: Seen | null,
    errorCount: number,
  ): void {
    const has = (permission: string) => session.permissions.includes(permission)
    if (root === 'thing' && !has('thing.read'))
      return void this.#expect(seen, null, 'a user who may not read it')
    if (!seen) return void this.#expect(seen, 'a thing', 'a user who may read it')
    const { tenant, user } = session
    this.#expect(seen.id, id, 'this id')
    this.#expect(seen.tenant, tenant.id, 'the tenant')
    this.#expect(seen.currency, tenant.currency, 'the currency')
    this.#expect(seen.locale, locale, 'the language')
    this.#expect(seen.revision, `${tag}@1.0.0`, 'the way')
    if (seen.version < least) this.#expect(seen.version, least, 'a write that was over')
    const isForbidden = fields.includes('secret') && !has('thing.secret')
    if (fields.includes('secret'))
      this.#expect(seen.secret, isForbidden ? null : `secret of ${tenant.id}`, 'the role')
    this.#expect(errorCount > 0, isForbidden, 'errors of the role')
    for (const name of ['mine', 'mistaken'] as const)
      if (fields.includes(name)) this.#expect(seen[name], user.id, `the user, by ${name}`)
  }

  #expect(is: unknown, should: unknown, of: string): void {
    if (is === should) return
    this.#crossedCount += 1
    if (this.#crossed.length < MAX_SHOWN)
      this.#crossed.push(`${of}: ${String(should)} expected, ${String(is)} answered`)
  }

  #context({ session, locale, tag }: Who, at: number): RequestContext {
    const { entities } = this.#gateways[at] as { entities: EntityCache }
    const routing: Routing =
      tag === 'gray' ? { ...stableRouting, services: { things: 'gray' } } : stableRouting
    const caller = { session, device: null, locale, trace: beginTrace(), routing }
    return new RequestContext(caller, { upstream: this.#upstream, entities, log: this.#log })
  }

  /** The first ones are picked most, so that answers are found again. */
  #often<T>(values: readonly T[]): T {
    return values[Math.floor(this.#dice.roll() ** 2 * values.length)] as T
  }

  #id(): string {
    return this.#often(['1', '2', '12'])
  }

  #who(): Who {
    const tenantId = this.#often(TENANTS)
    const permissions = this.#often(PERMISSIONS)
    const userId = `${tenantId} u${PERMISSIONS.indexOf(permissions)}`
    const tenant = {
      id: tenantId,
      slug: tenantId,
      name: tenantId,
      currency: tenantId === 't2' ? 'EUR' : 'CNY',
      timeZone: 'UTC',
    }
    return {
      session: {
        user: { id: userId, username: userId, displayName: userId },
        tenant,
        permissions,
      },
      locale: this.#dice.isBelow(0.5) ? 'en' : 'zh-CN',
      tag: this.#dice.isBelow(0.5) ? 'gray' : 'stable',
    }
  }
}
