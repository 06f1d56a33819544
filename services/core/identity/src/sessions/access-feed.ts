import { type AccessChange, type AccessFeed, identityContract } from '@portico/identity-contract'
import {
  type Database,
  RevisionWatch,
  requireSystem,
  type ServiceApp,
  type ServiceContext,
} from '@portico/service-kit'
import { readAdded } from '../added-permissions/added-permissions.store.ts'
import { FEED_HOURS } from './access-changes.ts'

const MAX_CHANGES = 5000
const READ_ONLY_FEED = { 'portico.access_feed': 'on', 'portico.added_permissions': 'on' }

/** `GET /access/feed`: the changes of all tenants that every gateway must receive, as far back as a session can live. */
export function addAccessFeed(app: ServiceApp, { database }: ServiceContext) {
  const watch = new RevisionWatch(() => readRevision(database))
  app.addHook('onResponse', async ({ method }) => {
    if (method !== 'GET') await watch.look()
  })
  app.addHook('preClose', async () => watch.close())
  app.route({
    ...identityContract.routes.readAccessFeed,
    config: { isTenantFree: true },
    handler: async (request, reply) => {
      requireSystem(request)
      const { since = null, wait = 0 } = request.query
      const present = await readFeed(database, since)
      if (since === null || present.revision !== since || wait === 0) return present
      const closed = new AbortController()
      reply.raw.once('close', () => closed.abort())
      await watch.waitBeyond(since, wait * 1000, closed.signal)
      return closed.signal.aborted ? present : readFeed(database, since)
    },
  })
}

/** The newest change is never cleared, so the revision does not fall when others are. */
async function readRevision(database: Database): Promise<number> {
  const [newest] = await database.look<{ revision: string }>(
    `select greatest(coalesce((select max(revision) from access_change), 0),
       coalesce((select max(access_revision) from added_permissions), 0)) as revision`,
    READ_ONLY_FEED,
  )
  return Number(newest?.revision ?? 0)
}

async function readFeed(database: Database, since: number | null): Promise<AccessFeed> {
  const newest = await readRevision(database)
  const isReset = since !== null && newest < since
  const changes = await listChanges(database, isReset ? 0 : (since ?? 0))
  const hasMore = changes.length > MAX_CHANGES
  const shown = changes.slice(0, MAX_CHANGES)
  const last = shown.at(-1)?.revision
  // Without more, `newest` counts too: changes before it may be too old to be listed.
  const revision = hasMore ? Number(last) : Math.max(newest, Number(last ?? 0))
  const rolesVersion = await readRolesVersion(database)
  return {
    revision,
    isReset,
    hasMore,
    changes: shown.map(({ revision: _, ...change }) => change),
    rolesVersion,
  }
}

async function readRolesVersion(database: Database): Promise<number> {
  const { version } = await database.transaction({}, readAdded)
  return version
}

function listChanges(database: Database, since: number) {
  return database.transaction(READ_ONLY_FEED, tx =>
    tx.list<AccessChange & { revision: string }>(
      `select revision, tenant_id as "tenantId", user_id as "userId", kind, version, session_id as "sessionId", reason
       from access_change where revision > $1 and changed_at > now() - make_interval(hours => $2)
       order by revision limit $3`,
      [since, FEED_HOURS, MAX_CHANGES + 1],
    ),
  )
}
