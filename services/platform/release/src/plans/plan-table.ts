import type { FreezeWindow, PlanStep } from '@portico/release'
import { problems, type Transaction } from '@portico/service-kit'
import type { OpenRequest } from '../store/asked.ts'

/** A plan as it is kept. */
export interface Plan {
  releaseId: string
  steps: PlanStep[]
  freezes: FreezeWindow[]
  startsAt: Date | null
  position: number
  steppedAt: Date | null
  isPaused: boolean
  problem: string | null
  asked: OpenRequest
  approvedBy: string | null
}

const COLUMNS = `release_id as "releaseId", steps, freezes, starts_at as "startsAt", position, stepped_at as "steppedAt",
  is_paused as "isPaused", problem, asked, approved_by as "approvedBy"`

export function findPlan(tx: Transaction, releaseId: string): Promise<Plan | null> {
  return tx.find<Plan>(`select ${COLUMNS} from release_plan where release_id = $1`, [releaseId])
}

/** Throws NOT_FOUND. */
export async function getPlan(tx: Transaction, releaseId: string): Promise<Plan> {
  const plan = await findPlan(tx, releaseId)
  if (!plan) throw problems.NOT_FOUND(`The release ${releaseId} has no plan.`)
  return plan
}

/** Of releases that may still go on, in one order. */
export async function listPlanned(tx: Transaction): Promise<string[]> {
  const rows = await tx.list<{ id: string }>(
    `select p.release_id as id from release_plan p join release r on r.id = p.release_id
     where r.state in ('draft', 'gray') and not p.is_paused order by p.release_id`,
  )
  return rows.map(({ id }) => id)
}

/** The release's row is locked by the caller. */
export async function savePlan(tx: Transaction, plan: Plan): Promise<void> {
  await tx.run(
    `insert into release_plan (release_id, steps, freezes, starts_at, position, stepped_at, is_paused, problem, asked, approved_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (release_id) do update set steps = excluded.steps, freezes = excluded.freezes,
       starts_at = excluded.starts_at, position = excluded.position, stepped_at = excluded.stepped_at,
       is_paused = excluded.is_paused, problem = excluded.problem, asked = excluded.asked,
       approved_by = excluded.approved_by`,
    [
      plan.releaseId,
      JSON.stringify(plan.steps),
      JSON.stringify(plan.freezes),
      plan.startsAt,
      plan.position,
      plan.steppedAt,
      plan.isPaused,
      plan.problem,
      JSON.stringify(plan.asked),
      plan.approvedBy,
    ],
  )
}
