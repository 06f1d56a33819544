import type { Release } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import { failingHops, tenantsHit } from './hops.ts'

/** What a person needs who is called because a release goes wrong, so that no figure has to be looked for first. */
export interface ReleaseAlert {
  /** The figures that say so. */
  what: string
  /** Apps and services of the release, where to look first. */
  where: string[]
  /** Calls and loads that fail, the likeliest to be of the release first, with their figures; empty: none stands out. */
  hops: string[]
  /** What was changed: name and version or tag. */
  change: string[]
  /** That are on the release, most recently seen first. */
  tenants: { count: number; some: string[] }
  /** Of these, with operations that failed in the last hour, those with the most first. */
  hit: { count: number; some: string[] }
  /** Pages of the console that show it. */
  pages: string[]
  /** The first thing to try. */
  first: string
  /** Who made the release. */
  owner: string
}

const SOME_TENANTS = 10

const FIRST = {
  abort:
    'Nothing has to be done at once: its tenants are on stable again. See the traces and incidents of the release in the console, mend it, and begin another one.',
  hold: 'Look at the incidents of the release in the console. Abort it if they are of its change; its tenants are on stable within two seconds.',
}

/** `event`: what was done about it. */
export async function alertOf(
  tx: Transaction,
  release: Release,
  { event, what }: { event: keyof typeof FIRST; what: string },
): Promise<ReleaseAlert> {
  const { id, overlay, createdBy } = release
  const [service] = Object.keys(overlay.services)
  const changed = { ...overlay.apps, ...overlay.shared, ...overlay.services }
  const tenants = await tx.list<{ tenant_id: string; count: number }>(
    `select tenant_id, (count(*) over ())::int as count from release_tenant
     where release_id = $1 and is_gray order by last_seen_at desc, tenant_id limit $2`,
    [id, SOME_TENANTS],
  )
  return {
    what,
    where: Object.keys(changed),
    hops: await failingHops(tx, release, new Date()),
    change: Object.entries(changed).map(([name, to]) => `${name} ${to}`),
    tenants: { count: tenants[0]?.count ?? 0, some: tenants.map(({ tenant_id }) => tenant_id) },
    hit: await tenantsHit(tx, id, SOME_TENANTS),
    pages: [
      `/console/releases/${id}`,
      service ? `/console/traces?service=${service}&failed=true` : '/console/traces?failed=true',
      service ? `/console/service-map?service=${service}` : '/console/service-map',
    ],
    first: FIRST[event],
    owner: createdBy,
  }
}
