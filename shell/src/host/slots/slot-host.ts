import type {
  Contribution,
  MountedSlot,
  ShellServices,
  SlotContexts,
  SlotName,
  SlotPlace,
  SlotService,
  SnapshotApp,
} from '@portico/micro-app'
import type { ChunkFailure } from '../loading/chunk-failure.ts'
import { afterPage } from './after-page.ts'
import { type ContributionParts, HostedContribution } from './hosted-contribution.ts'
import { InstancePool } from './instance-pool.ts'

export interface SlotHostOptions extends Omit<ContributionParts, 'pool' | 'servicesOf'> {
  /** Of the tenant's snapshot. */
  apps: Readonly<Record<string, SnapshotApp>>
  can(permission: string): boolean
  /** Of a version of an app that contributes, inside the app that owns the slot; null: the shell. */
  servicesOf(app: SnapshotApp, owner: string | null): ShellServices
}

interface Filling {
  app: SnapshotApp
  contribution: Contribution
}

/** What is shown in one slot that is mounted. */
interface FilledSlot {
  owner: string | null
  contents: HostedContribution[]
}

/** Fills the slots of the apps on the page; each contribution is a copy of its app, with a sandbox and a ledger of its own. */
export class SlotHost {
  readonly #options: SlotHostOptions
  readonly #pool = new InstancePool()
  readonly #slots = new Set<FilledSlot>()
  readonly #taken = new WeakSet<Error>()
  #seenApp: string | null = null

  constructor(options: SlotHostOptions) {
    this.#options = options
  }

  /** For the app `owner`, whose slots are hidden with it. Null: for the shell, whose slots are always seen. */
  of(owner: string | null): SlotService {
    return {
      list: slot =>
        this.#list(slot).map(({ app, contribution }) => ({ app: app.manifest.name, contribution })),
      mount: (slot, element, context) => this.#mount(owner, { slot, element, context }),
    }
  }

  /** The app that is seen now; null: none. */
  setSeen(appName: string | null): void {
    this.#seenApp = appName
    for (const { owner, contents } of this.#slots)
      for (const content of contents) content.setSeen(this.#isSeen(owner))
  }

  /** The app is closed: its slots are emptied. */
  async leave(appName: string): Promise<void> {
    const left = [...this.#slots].filter(({ owner }) => owner === appName)
    await Promise.all(left.map(slot => this.#end(slot)))
  }

  /** Whether the lazy chunk that failed was asked for by a contribution; its box shows it then. */
  chunkFailed({ error, owner }: ChunkFailure): boolean {
    if (owner === null) return false
    const contents = [...this.#slots].flatMap(slot => slot.contents)
    const broken = contents.find(content => content.owns(owner.instanceId))
    if (broken === undefined) return false
    this.#taken.add(error)
    void broken.broken(error)
    return true
  }

  hasTaken(error: unknown): boolean {
    return error instanceof Error && this.#taken.has(error)
  }

  #list(slot: SlotName): Filling[] {
    const { apps, can } = this.#options
    const all = Object.values(apps).flatMap(app =>
      (app.manifest.contributes ?? []).map(contribution => ({ app, contribution })),
    )
    return all
      .filter(({ contribution }) => contribution.slot === slot)
      .filter(({ contribution: { permission } }) => permission === undefined || can(permission))
      .sort(byOrder)
  }

  #mount<S extends SlotName>(
    owner: string | null,
    { slot, element, context }: { slot: S; element: HTMLElement; context: SlotContexts[S] },
  ): MountedSlot<S> {
    const isSeen = this.#isSeen(owner)
    let place = placeOf(slot, context)
    const contents = this.#list(slot).map(
      filling => new HostedContribution(this.#partsFor(owner), { ...filling, place, isSeen }),
    )
    const filled: FilledSlot = { owner, contents }
    this.#slots.add(filled)
    element.append(...contents.map(({ box }) => box.element))
    afterPage(() => {
      for (const content of contents) content.start()
    })
    return {
      update: next => {
        if (isSame(place.context, next)) return
        place = placeOf(slot, next)
        for (const content of contents) content.setPlace(place)
      },
      unmount: () => void this.#end(filled),
    }
  }

  #isSeen(owner: string | null): boolean {
    return owner === null || owner === this.#seenApp
  }

  #partsFor(owner: string | null): ContributionParts {
    const { runtime, timeouts, reports, servicesOf } = this.#options
    const pool = this.#pool
    return { runtime, timeouts, reports, pool, servicesOf: app => servicesOf(app, owner) }
  }

  async #end(slot: FilledSlot): Promise<void> {
    this.#slots.delete(slot)
    await Promise.all(slot.contents.map(content => content.end()))
  }
}

/** The compiler does not follow that a name and the context of that name make a place. */
function placeOf<S extends SlotName>(name: S, context: SlotContexts[S]): SlotPlace {
  return { name, context } as unknown as SlotPlace
}

function isSame(one: object, other: object): boolean {
  const [before, after] = [Object.entries(one), Object.entries(other)]
  return before.length === after.length && after.every(([key, value]) => Reflect.get(one, key) === value)
}

function byOrder(one: Filling, other: Filling): number {
  const [first = Number.POSITIVE_INFINITY, second = Number.POSITIVE_INFINITY] = [
    one.contribution.order,
    other.contribution.order,
  ]
  if (first !== second) return first - second
  return nameOf(one).localeCompare(nameOf(other), 'en')
}

function nameOf({ app, contribution }: Filling): string {
  return `${app.manifest.name}/${contribution.id}`
}
