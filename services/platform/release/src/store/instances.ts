import type { Heartbeat, ServiceInstance } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import { touchFeed } from './feed-state.ts'

/** Older than this, a heartbeat says nothing: three were missed. */
export const HEALTHY_SECONDS = 15
/** A copy that ended without a word is forgotten. */
const FORGET_SECONDS = 600

type InstanceRow = Omit<ServiceInstance, 'share' | 'cell'> & {
  cell: string | null
  percent: number | null
  ends_at: Date | null
}

export async function listInstances(tx: Transaction): Promise<ServiceInstance[]> {
  const rows = await tx.list<InstanceRow>(
    `select i.id, service, tag, version, url, cell, is_healthy as "isHealthy", (effect->>'percent')::int as percent, ends_at
     from instance i
     left join intervention w on w.subject = 'weigh ' || i.id and w.ended_at is null and w.ends_at > now()
     order by service, tag, i.id`,
  )
  return rows.map(({ cell, percent, ends_at, ...instance }) => ({
    ...instance,
    ...(cell !== null && { cell }),
    ...(percent !== null && ends_at !== null && { share: { percent, endsAt: ends_at.toISOString() } }),
  }))
}

/** The feed's revision grows when the copy is new, changed or back, not with each heartbeat. */
export async function noteHeartbeat(tx: Transaction, id: string, heartbeat: Heartbeat): Promise<void> {
  const { service, tag, version, url, cell = null } = heartbeat
  const values = [id, service, tag, version, url, cell]
  const isKnown = await tx.run(
    `update instance set seen_at = now()
     where id = $1 and service = $2 and tag = $3 and version = $4 and url = $5 and cell is not distinct from $6
       and is_healthy`,
    values,
  )
  if (isKnown) return
  await tx.run(
    `insert into instance (id, service, tag, version, url, cell) values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do update set service = excluded.service, tag = excluded.tag, version = excluded.version,
       url = excluded.url, cell = excluded.cell, seen_at = now(), is_healthy = true`,
    values,
  )
  await touchFeed(tx)
}

/** Null: not registered. */
export async function findService(tx: Transaction, id: string): Promise<string | null> {
  const row = await tx.find<{ service: string }>('select service from instance where id = $1', [id])
  return row?.service ?? null
}

/** A copy that says goodbye gets no call more, from the next look at the feed on. */
export async function removeInstance(tx: Transaction, id: string): Promise<void> {
  if (await tx.run('delete from instance where id = $1', [id])) await touchFeed(tx)
}

/** Whether anything changed; see `createSweep` for when. Several processes may do this at once: each takes the rows no other has. */
export async function sweepInstances(tx: Transaction): Promise<boolean> {
  const late = await tx.run(
    `update instance set is_healthy = false where id in (
       select id from instance where is_healthy and seen_at < now() - make_interval(secs => $1)
       for update skip locked)`,
    [HEALTHY_SECONDS],
  )
  const forgotten = await tx.run(
    `delete from instance where id in (
       select id from instance where seen_at < now() - make_interval(secs => $1) for update skip locked)`,
    [FORGET_SECONDS],
  )
  if (late + forgotten === 0) return false
  await touchFeed(tx)
  return true
}
