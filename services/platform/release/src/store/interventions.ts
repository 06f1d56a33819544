import {
  effectSubject,
  type Intervention,
  type InterventionEffect,
  type InterventionInForce,
  type InterventionKind,
} from '@portico/release'
import { problems, type Transaction } from '@portico/service-kit'
import { releaseProblems } from './problems.ts'

/** Gateways take as many. */
const MAX_IN_FORCE = 100

interface InterventionRow {
  id: string
  effect: InterventionEffect
  owner: string
  reason: string
  created_at: Date
  created_by: string
  ends_at: Date
  ended_at: Date | null
  ended_by: string | null
}

export type WantedIntervention = Pick<
  Intervention,
  'id' | 'effect' | 'owner' | 'reason' | 'createdBy' | 'endsAt'
>

export interface InterventionFilter {
  state?: 'inForce' | 'ended' | undefined
  kind?: InterventionKind | undefined
}

/** Newest first. */
export async function listInterventions(
  tx: Transaction,
  { state, kind }: InterventionFilter,
  { limit, before }: { limit: number; before: string | null },
): Promise<Intervention[]> {
  const rows = await tx.list<InterventionRow>(
    `select * from intervention
     where ($1::boolean is null or (ended_at is null) = $1) and ($2::text is null or effect->>'kind' = $2)
       and ($3::text is null or id < $3)
     order by id desc limit $4`,
    [state === undefined ? null : state === 'inForce', kind ?? null, before, limit],
  )
  return rows.map(toIntervention)
}

/** Whatever gateways are to do now. One whose time has run out is none, though it may not be written down yet. */
export async function listInterventionsInForce(tx: Transaction): Promise<InterventionInForce[]> {
  const rows = await tx.list<InterventionRow>(
    'select * from intervention where ended_at is null and ends_at > now() order by id',
  )
  return rows.map(({ id, effect, ends_at }) => ({ id, effect, endsAt: ends_at.toISOString() }))
}

/** Throws INTERVENTION_LIMIT. */
export async function insertIntervention(tx: Transaction, wanted: WantedIntervention): Promise<Intervention> {
  const { id, effect, owner, reason, createdBy, endsAt } = wanted
  const { count } = await tx.get<{ count: number }>(
    'select count(*)::int as count from intervention where ended_at is null',
  )
  if (count >= MAX_IN_FORCE)
    throw releaseProblems.INTERVENTION_LIMIT(`At most ${MAX_IN_FORCE} at a time. End one first.`)
  const row = await tx.get<InterventionRow>(
    `insert into intervention (id, subject, effect, owner, reason, created_by, ends_at)
     values ($1, $2, $3, $4, $5, $6, $7) returning *`,
    [id, effectSubject(effect), JSON.stringify(effect), owner, reason, createdBy, endsAt],
  )
  return toIntervention(row)
}

/** Ends the one in force about this, if there is one. */
export async function endAbout(
  tx: Transaction,
  effect: InterventionEffect,
  endedBy: string,
): Promise<Intervention | null> {
  const row = await tx.find<InterventionRow>(
    `update intervention set ended_at = now(), ended_by = $2 where subject = $1 and ended_at is null returning *`,
    [effectSubject(effect), endedBy],
  )
  return row && toIntervention(row)
}

/** As it is now, and whether it was in force until this moment. Throws NOT_FOUND. */
export async function endIntervention(
  tx: Transaction,
  id: string,
  endedBy: string,
): Promise<{ intervention: Intervention; isChanged: boolean }> {
  const ended = await tx.find<InterventionRow>(
    'update intervention set ended_at = now(), ended_by = $2 where id = $1 and ended_at is null returning *',
    [id, endedBy],
  )
  const row = ended ?? (await tx.find<InterventionRow>('select * from intervention where id = $1', [id]))
  if (!row) throw problems.NOT_FOUND(`No intervention ${id}.`)
  return { intervention: toIntervention(row), isChanged: ended !== null }
}

/** Those whose time has run out since the last look. */
export async function endDue(tx: Transaction): Promise<Intervention[]> {
  const rows = await tx.list<InterventionRow>(
    `update intervention set ended_at = ends_at, ended_by = 'system' where id in (
       select id from intervention where ended_at is null and ends_at <= now() for update skip locked)
     returning *`,
  )
  return rows.map(toIntervention)
}

function toIntervention(row: InterventionRow): Intervention {
  return {
    ...{ id: row.id, effect: row.effect, owner: row.owner, reason: row.reason },
    ...{ createdAt: row.created_at.toISOString(), createdBy: row.created_by },
    endsAt: row.ends_at.toISOString(),
    ...{ endedAt: row.ended_at?.toISOString() ?? null, endedBy: row.ended_by },
  }
}
