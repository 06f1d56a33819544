import { HOME_CELL, type ServiceInstance, STABLE_TAG, type Tag } from '@portico/release'
import { TrustedHosts } from '@portico/release/trust'
import { CellDirectory } from './cell-directory.ts'
import { Ejections } from './ejections.ts'
import { cellOfService, fixedInstance, type Instance, trustedInstance } from './instance.ts'
import { InstanceRing } from './instance-ring.ts'
import { PeerFigures } from './peer-figures.ts'
import { Shares } from './shares.ts'
import { SlowStart } from './slow-start.ts'

/** An instance for a call, and why it is not one of the tag that was asked for; null when it is. */
export interface SelectedInstance {
  instance: Instance
  reason: 'no-gray-instance' | null
}

/** Receives `upstream.unavailable`, `upstream.ejected` and `upstream.not_trusted`. */
export interface InstanceLog {
  warn(event: string, facts: Record<string, unknown>): void
}

export interface DiscoveryOptions {
  /** Where registered instances may be; left out, the two below say it. */
  hosts?: TrustedHosts
  /** Hosts registered instances may have besides loopback and those of the fixed addresses; `.name` for all below it. */
  upstreamHosts?: readonly string[]
  log?: InstanceLog
  now?: () => number
  /** Of this process: the fixed addresses are there, and tenants of which no other is known. Left out: home. */
  cell?: string
}

/** How long what takes no connection is left alone, unless the release service says something new before. */
const UNAVAILABLE_MS = 3_000
const MAX_REPORTED = 1_000

/**
 * Finds services: at fixed addresses (`SALES_URL=http://127.0.0.1:7006`), which are the stable ones that always exist,
 * and at those that have registered themselves.
 */
export class Discovery {
  readonly cells: CellDirectory
  readonly #cell: string
  readonly #services: readonly string[]
  readonly #fixed: Map<string, Instance>
  readonly #hosts: TrustedHosts
  readonly #log: InstanceLog | null
  readonly #now: () => number
  /** Service -> the instance at its fixed address, with its version where it has registered. */
  #fallbacks: Map<string, Instance>
  /** Service and cell -> tag -> instances. */
  #rings: ReadonlyMap<string, ReadonlyMap<Tag, InstanceRing>> = new Map()
  #hasPeers = false
  /** Origin -> end, in ms of `now`. */
  readonly #unavailable = new Map<string, number>()
  readonly #reported = new Set<string>()
  readonly #ejections: Ejections
  readonly #figures: PeerFigures
  readonly #slowStart: SlowStart
  readonly #shares: Shares
  /** Origin -> the registration that was there last. */
  #arrived: ReadonlyMap<string, string> = new Map()
  #onArrival: (origin: string) => void = () => {}

  constructor(
    services: readonly string[],
    urls: Readonly<Record<string, string>>,
    { hosts, upstreamHosts, log, now = Date.now, cell = HOME_CELL }: DiscoveryOptions = {},
  ) {
    this.#cell = cell
    this.cells = new CellDirectory(cell)
    const known = services.flatMap(service =>
      urls[service] ? [fixedInstance(service, urls[service], cell)] : [],
    )
    this.#services = services
    this.#fixed = new Map(known.map(instance => [instance.service, instance]))
    this.#fallbacks = new Map(this.#fixed)
    const origins = known.map(({ origin }) => origin)
    this.#hosts = hosts ?? new TrustedHosts(origins, upstreamHosts)
    this.#log = log ?? null
    this.#now = now
    this.#ejections = new Ejections(now)
    this.#figures = new PeerFigures(now)
    this.#slowStart = new SlowStart(now)
    this.#shares = new Shares(now)
  }

  /** Called with the address at which another process has come up. */
  onArrival(listener: (origin: string) => void): void {
    this.#onArrival = listener
  }

  /** A further service at a fixed address, unless one is known already. */
  addFixed(service: string, url: string): void {
    if (this.#fixed.has(service)) return
    const instance = fixedInstance(service, url, this.#cell)
    this.#fixed.set(service, instance)
    this.#fallbacks.set(service, instance)
  }

  /** All that are registered now, in place of what was. Those at foreign hosts are ignored. */
  setInstances(registered: readonly ServiceInstance[]): void {
    const trusted = registered.flatMap(one => {
      const instance = trustedInstance(one, this.#hosts)
      if (!instance) this.#report(one)
      return instance ? [{ instance, id: one.id, isHealthy: one.isHealthy, share: one.share }] : []
    })
    const stable = trusted.filter(({ instance }) => this.#isFixed(instance))
    this.#fallbacks = new Map([
      ...this.#fixed,
      ...stable.map(({ instance }) => [instance.service, instance] as const),
    ])
    this.#rings = ringsOf(trusted.filter(({ isHealthy }) => isHealthy).map(({ instance }) => instance))
    this.#hasPeers = [...this.#rings.values()].some(tags => [...tags.values()].some(({ size }) => size > 1))
    this.#shares.set(
      trusted.flatMap(({ instance, share }) => (share ? [[instance.origin, share] as const] : [])),
    )
    this.#unavailable.clear()
    this.#noteArrivals(trusted.map(({ instance, id }) => [instance.origin, id]))
  }

  /**
   * One of the tag's healthy instances, each in its turn, else a stable one. `avoid` is taken only when there is nothing
   * else. Null for a service that is not known in that cell.
   */
  find(
    service: string,
    tag: Tag = STABLE_TAG,
    avoid: Instance | null = null,
    cell: string = this.#cell,
  ): SelectedInstance | null {
    const place = placeOf(service, cell)
    const wanted = this.#pick(place, tag, avoid)
    if (wanted) return { instance: wanted, reason: null }
    const stable = this.#pick(place, STABLE_TAG, avoid) ?? this.#fallbackAt(service, cell)
    return stable ? { instance: stable, reason: tag === STABLE_TAG ? null : 'no-gray-instance' } : null
  }

  /** Whether any service has several instances of a tag. */
  get hasPeers(): boolean {
    return this.#hasPeers
  }

  /** Another instance of the same revision that is well, each in its turn; null where there is none. */
  findPeer({ service, cell, tag, origin, revision }: Instance): Instance | null {
    const ring = this.#rings.get(placeOf(service, cell))?.get(tag)
    if (!ring || ring.size < 2) return null
    const isPeer = (one: Instance) =>
      one.origin !== origin && one.revision === revision && !this.isUnavailable(one)
    return ring.next(one => isPeer(one) && !this.#ejections.isEjected(one.origin))
  }

  /** Whether `find` with this instance to avoid would give another; takes no turn. */
  hasOther(instance: Instance, tag: Tag): boolean {
    const { service, cell, origin } = instance
    const rings = this.#rings.get(placeOf(service, cell))
    const isOther = (one: Instance) => one.origin !== origin && !this.isUnavailable(one)
    if ([tag, STABLE_TAG].some(each => rings?.get(each)?.has(isOther))) return true
    return (this.#fallbackAt(service, cell)?.origin ?? origin) !== origin
  }

  /** It takes no connection, or fails all the time: no call is sent there for `forMs`. */
  markUnavailable({ service, origin, revision }: Instance, forMs: number = UNAVAILABLE_MS): void {
    if (this.#unavailable.get(origin) === undefined)
      this.#log?.warn('upstream.unavailable', { service, origin, revision })
    this.#unavailable.set(origin, this.#now() + forMs)
  }

  /**
   * What a call there came to: one that fails all the time, or is slower or fails more than its peers, is left alone for a while, where there are
   * others. `isFailure`: null for one that was given up before it came to anything, which makes no instance well that hangs. `ms`: until
   * the answer; null for a failure that came fast, which would make the others look slow.
   */
  note(instance: Instance, isFailure: boolean | null, ms: number | null): void {
    const { origin } = instance
    const measured = this.#figures.note(origin, isFailure ?? false, ms)
    const peers = isFailure || measured ? this.#peersOf(instance) : []
    if (isFailure !== null && this.#ejections.note(origin, isFailure, peers))
      this.#onEjected(instance, 'failing')
    const why = measured && this.#figures.outlierOf(origin, measured, peers)
    if (why !== null && this.#ejections.noteOutlier(origin, peers)) this.#onEjected(instance, why)
  }

  isUnavailable({ origin }: Instance): boolean {
    if (this.#unavailable.size === 0) return false
    const end = this.#unavailable.get(origin)
    if (end === undefined) return false
    if (this.#now() < end) return true
    this.#unavailable.delete(origin)
    return false
  }

  /** The services this gateway needs and cannot reach. */
  listMissing(): string[] {
    return this.#services.filter(service => this.find(service) === null)
  }

  #fallbackAt(service: string, cell: string): Instance | undefined {
    const fallback = this.#fallbacks.get(service)
    return fallback?.cell === cellOfService(service, cell) ? fallback : undefined
  }

  #pick(place: string, tag: Tag, avoid: Instance | null): Instance | null {
    const ring = this.#rings.get(place)?.get(tag)
    const isThere = (one: Instance) => one.origin !== avoid?.origin && !this.isUnavailable(one)
    const isWell = ({ origin }: Instance) =>
      !this.#ejections.isEjected(origin) && !this.#shares.isDrained(origin)
    const takesTurn = ({ origin }: Instance) =>
      this.#shares.takesTurn(origin) && this.#slowStart.takesTurn(origin)
    const ready = ring?.next(one => isThere(one) && isWell(one) && takesTurn(one))
    return ready ?? ring?.next(one => isThere(one) && isWell(one)) ?? ring?.next(isThere) ?? null
  }

  #peersOf({ service, cell, tag }: Instance): readonly string[] {
    return this.#rings.get(placeOf(service, cell))?.get(tag)?.origins ?? []
  }

  #onEjected({ service, origin, revision }: Instance, why: 'failing' | 'slow'): void {
    this.#figures.forget(origin)
    this.#slowStart.begin(origin, this.#ejections.endOf(origin))
    this.#log?.warn('upstream.ejected', { service, origin, revision, why })
  }

  #noteArrivals(present: readonly (readonly [origin: string, id: string])[]): void {
    // To a process that has just come up itself, all are new alike.
    const isFirst = this.#arrived.size === 0
    for (const [origin, id] of present) {
      if (this.#arrived.get(origin) === id) continue
      this.#ejections.forget(origin)
      this.#figures.forget(origin)
      if (!isFirst) this.#slowStart.begin(origin)
      this.#onArrival(origin)
    }
    this.#arrived = new Map(present)
    const isPresent = (origin: string) => this.#arrived.has(origin)
    this.#slowStart.keep(isPresent)
    this.#figures.keep(isPresent)
  }

  #isFixed({ service, tag, origin }: Instance): boolean {
    return tag === STABLE_TAG && this.#fixed.get(service)?.origin === origin
  }

  #report({ service, tag, version, url }: ServiceInstance): void {
    const key = `${service} ${url}`
    if (this.#reported.has(key) || this.#reported.size >= MAX_REPORTED) return
    this.#reported.add(key)
    this.#log?.warn('upstream.not_trusted', { service, tag, version, url })
  }
}

/** Instances of one service in one cell are one another's peers. At home it is the service's name alone, so that nothing is made for a call. */
function placeOf(service: string, cell: string): string {
  const own = cellOfService(service, cell)
  return own === HOME_CELL ? service : `${service}@${own}`
}

/** An instance that was started anew is registered twice for a moment: the later entry of an address counts. */
function ringsOf(instances: readonly Instance[]): Map<string, Map<Tag, InstanceRing>> {
  const last = new Map(instances.map(instance => [`${instance.service} ${instance.origin}`, instance]))
  const byService = group([...last.values()], ({ service, cell }) => placeOf(service, cell))
  return new Map(Array.from(byService, ([service, own]) => [service, ringsByTag(own)]))
}

function ringsByTag(instances: readonly Instance[]): Map<Tag, InstanceRing> {
  const byTag = group(instances, ({ tag }) => tag)
  return new Map(Array.from(byTag, ([tag, own]) => [tag, new InstanceRing(own)]))
}

/** `Map.groupBy`, which Node 20 lacks: the command line calls by this client, and runs there. */
function group<K>(instances: readonly Instance[], keyOf: (instance: Instance) => K): Map<K, Instance[]> {
  const groups = new Map<K, Instance[]>()
  for (const instance of instances) {
    const key = keyOf(instance)
    const own = groups.get(key)
    if (own === undefined) groups.set(key, [instance])
    else own.push(instance)
  }
  return groups
}
