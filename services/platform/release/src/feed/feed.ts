import type { Baseline, Feed, Release, RevokedRelease, RunningRelease } from '@portico/release'
import type { Database, Transaction } from '@portico/service-kit'
import { getBaseline } from '../store/baseline.ts'
import { readFeedState } from '../store/feed-state.ts'
import { listInstances } from '../store/instances.ts'
import { listInterventionsInForce } from '../store/interventions.ts'
import { listRevokedLinks } from '../store/override-links.ts'
import { listInForce, listRunning } from '../store/release.ts'
import { listTenantCells } from '../store/tenant-cells.ts'

/** A tab lives for 24 h, and a gateway that cannot reach this service may hand the release out for as long after its end. */
const REVOKED_HOURS = 48

/** All of one moment: no change is half in it. */
export function readFeed(database: Database): Promise<Feed> {
  return database.transaction({}, async tx => {
    await tx.run('set transaction isolation level repeatable read')
    const state = await readFeedState(tx)
    const { baseline } = await getBaseline(tx)
    return {
      ...state,
      baseline,
      releases: (await listRunning(tx)).map(toRunning),
      inForce: (await listInForce(tx)).map(({ id, overlay, title, notes }) => ({
        id,
        overlay,
        title,
        notes,
      })),
      breakingServices: await listBreakingServices(tx, baseline),
      revoked: await listRevoked(tx),
      revokedLinks: await listRevokedLinks(tx),
      instances: await listInstances(tx),
      interventions: await listInterventionsInForce(tx),
      cells: await listTenantCells(tx),
    }
  })
}

/** By the last promoted release that set the tag, whatever has become of the rest of it. */
async function listBreakingServices(tx: Transaction, { services }: Baseline): Promise<string[]> {
  const rows = await tx.list<{ service: string }>(
    `select s.key as service from jsonb_each_text($1::jsonb) s
     where (select breaking from release r
            where r.state = 'full' and r.overlay->'services'->>s.key = s.value
            order by r.ended_at desc limit 1)
     order by s.key`,
    [JSON.stringify(services)],
  )
  return rows.map(({ service }) => service)
}

/** Releases without tenants (aborted as drafts) are in no snapshot, so there is nothing to revoke. */
function listRevoked(tx: Transaction): Promise<RevokedRelease[]> {
  return tx.list<RevokedRelease>(
    `select id, is_forced as "isForced" from release
     where state = 'aborted' and started_at is not null and ended_at > now() - make_interval(hours => $1)
     order by ended_at`,
    [REVOKED_HOURS],
  )
}

function toRunning({
  state: _state,
  revision: _revision,
  guardrails: _guardrails,
  createdAt: _createdAt,
  createdBy: _createdBy,
  startedAt: _startedAt,
  endedAt: _endedAt,
  endReason: _endReason,
  ...running
}: Release): RunningRelease {
  return running
}
