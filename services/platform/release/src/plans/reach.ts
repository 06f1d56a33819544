import type { DirectoryFacts } from '@portico/identity-contract'
import {
  type DecidedRelease,
  decide,
  type MemberList,
  type ReleaseReach,
  type TenantFacts,
} from '@portico/release'
import { releaseContract } from '@portico/release-contract'
import {
  SERVICE_PORTS,
  type ServiceApp,
  type ServiceClient,
  type ServiceContext,
  type Transaction,
} from '@portico/service-kit'
import { requireReleaseRead } from '../http/require-read.ts'
import { OPEN_TO_TOKENS } from '../http/route-config.ts'
import { KnownTenants } from '../members/known-tenants.ts'
import { readDirectory } from '../members/read-directory.ts'
import { getRelease } from '../store/release.ts'

const { routes } = releaseContract
const TIMEOUT_MS = 10_000
const MAX_SHOWN = 20

const HANDLER_TIMEOUT = 60_000

/** Both decide over the whole directory, as gateways would: nothing changes by it. */
export function addReachRoutes(app: ServiceApp, service: ServiceContext) {
  const identity = service.clients.connect('identity', SERVICE_PORTS.identity, { timeoutMs: TIMEOUT_MS })
  addReachOfRelease(app, service, identity)
  addReachOfDraft(app, service, identity)
}

function addReachOfRelease(app: ServiceApp, service: ServiceContext, identity: ServiceClient) {
  app.route({
    ...routes.getReach,
    config: OPEN_TO_TOKENS,
    handlerTimeout: HANDLER_TIMEOUT,
    handler: async (request): Promise<ReleaseReach> => {
      await requireReleaseRead(request, service)
      const { database } = service
      const release = await database.transaction({}, tx => getRelease(tx, request.params.id))
      const percentBp = request.query.percentBp ?? release.percentBp
      const asked = { ...release, percentBp, keptBp: Math.max(release.keptBp, percentBp) }
      return reachOf(identity, asked, tenants =>
        database.transaction({}, tx => readLists(tx, release.id, tenants)),
      )
    },
  })
}

/** Of a release that is not made yet: its salt has to be the one it is made with, or other tenants are put in. */
function addReachOfDraft(app: ServiceApp, service: ServiceContext, identity: ServiceClient) {
  const known = new KnownTenants(service)
  app.route({
    ...routes.askReach,
    config: OPEN_TO_TOKENS,
    handlerTimeout: HANDLER_TIMEOUT,
    handler: async (request): Promise<ReleaseReach> => {
      await requireReleaseRead(request, service)
      const { salt, percentBp, constraints = [], allow = [], block = [], isForced = false } = request.body
      const lists: Lists = listsOf({
        allow: await known.idsOf(allow, isForced),
        block: await known.idsOf(block, isForced),
      })
      return reachOf(identity, { salt, percentBp, keptBp: percentBp, constraints }, async () => lists)
    },
  })
}

type Lists = ReadonlyMap<string, ReadonlySet<MemberList>>

/** Throws DIRECTORY_AWAY. */
async function reachOf(
  identity: ServiceClient,
  release: DecidedRelease,
  listsFor: (tenants: readonly DirectoryFacts[]) => Promise<Lists>,
): Promise<ReleaseReach> {
  const reach: ReleaseReach = { percentBp: release.percentBp, reached: 0, total: 0, tenants: [] }
  for await (const tenants of readDirectory(identity))
    addPage(reach, release, tenants, await listsFor(tenants))
  return reach
}

function listsOf(ids: Record<'allow' | 'block', readonly string[]>): Lists {
  const lists = new Map<string, Set<MemberList>>()
  for (const list of ['allow', 'block'] as const) {
    for (const id of ids[list]) lists.set(id, (lists.get(id) ?? new Set()).add(list))
  }
  return lists
}

function addPage(
  reach: ReleaseReach,
  release: DecidedRelease,
  tenants: readonly DirectoryFacts[],
  lists: Lists,
) {
  reach.total += tenants.length
  for (const { id: tenantId, slug, ...facts } of tenants) {
    const isMember = (list: MemberList) => lists.get(tenantId)?.has(list) ?? false
    const input = { tenantId, facts: known(facts), isKilled: false, hasLane: false, isMember }
    const { isGray, reason } = decide(release, input)
    if (!isGray) continue
    reach.reached += 1
    if (reach.tenants.length < MAX_SHOWN) reach.tenants.push({ tenantId, slug, reason })
  }
}

function known({ plan, region, createdAt }: Omit<DirectoryFacts, 'id' | 'slug' | 'kind'>): TenantFacts {
  return { createdAt, ...(plan && { plan }), ...(region && { region }) }
}

async function readLists(
  tx: Transaction,
  releaseId: string,
  tenants: readonly DirectoryFacts[],
): Promise<Lists> {
  const rows = await tx.list<{ tenantId: string; lists: MemberList[] }>(
    `select m.tenant_id as "tenantId", array_agg(l.list) as lists
     from release_list l join release_member m on m.list_id = l.id
     where l.release_id = $1 and m.removed_revision is null and m.tenant_id = any($2) group by m.tenant_id`,
    [releaseId, tenants.map(({ id }) => id)],
  )
  return new Map(rows.map(({ tenantId, lists }) => [tenantId, new Set(lists)]))
}
