import {
  decide,
  type MemberList,
  type Release,
  type Tag,
  type TenantFacts,
  type TenantRouting,
} from '@portico/release'
import type { Database } from '@portico/service-kit'
import { getBaseline } from '../store/baseline.ts'
import { readFeedState } from '../store/feed-state.ts'
import { listMemberships } from '../store/member-lists.ts'
import { listRunning } from '../store/release.ts'

interface Rules {
  revision: number
  isStopped: boolean
  services: Record<string, Tag>
  releases: Release[]
  lists: Map<string, Set<MemberList>>
}

/** Where the jobs and messages of a tenant go now; decided as the gateways do. `findFacts` is asked only for constraints. */
export async function readRouting(
  database: Database,
  tenantId: string,
  findFacts: () => Promise<TenantFacts>,
): Promise<TenantRouting> {
  const { revision, isStopped, services, releases, lists } = await readRules(database, tenantId)
  const hasConstraints = !isStopped && releases.some(({ constraints }) => constraints.length > 0)
  const facts = hasConstraints ? await findFacts() : {}
  const gray = releases.filter(release => {
    const isMember = (list: MemberList) => lists.get(release.id)?.has(list) ?? false
    return decide(release, { tenantId, facts, isKilled: isStopped, hasLane: false, isMember }).isGray
  })
  const tags = Object.assign({}, services, ...gray.map(({ overlay }) => overlay.services))
  return { tenantId, services: tags, revision }
}

function readRules(database: Database, tenantId: string): Promise<Rules> {
  return database.transaction({}, async tx => {
    await tx.run('set transaction isolation level repeatable read')
    const { baseline } = await getBaseline(tx)
    const releases = await listRunning(tx)
    const ids = releases.map(({ id }) => id)
    return {
      ...(await readFeedState(tx)),
      services: baseline.services,
      releases,
      lists: await listMemberships(tx, tenantId, ids),
    }
  })
}
