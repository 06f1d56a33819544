import pg from 'pg'
import { type Problem, problems } from '../problems/problem.ts'
import { errorCode } from './connect.ts'
import type { BeginAnswer } from './live-connections.ts'

/** Of PostgreSQL: a write in a transaction that may only read. */
const READ_ONLY = '25006'
const MOVED = 'PT421'
const HELD = 'PT503'
/** A tenant is held for about a second. */
const RETRY_AFTER_SECONDS = 1

/** SQL of what begins a tenant's transaction where there are several cells; see the migration of the fence. */
export function enter(tenantId: string, cell: string): string {
  return `portico_enter(${pg.escapeLiteral(tenantId)}, ${pg.escapeLiteral(cell)}) as state`
}

/** Whether the tenant may only be read, by the answer to a begin that holds `enter`. */
export function isHeldBy(answer: BeginAnswer): boolean {
  const last = Array.isArray(answer) ? answer.at(-1) : answer
  return last?.rows[0]?.state === 'held'
}

/** Of a transaction that may only read, as its tenant is held. */
export function heldFault(error: unknown): unknown {
  return errorCode(error) === READ_ONLY ? moving(error) : error
}

/** TENANT_MOVING or TENANT_MOVED; null: it is another fault. */
export function fenceFault(error: unknown): Problem | null {
  const code = errorCode(error)
  if (code === HELD) return moving(error)
  if (code !== MOVED || !(error instanceof Error)) return null
  const [cell = '', generation = '0'] = error.message.split(' ')
  // Nothing says where: not all of it is here yet, and the cell it comes from answers.
  if (cell === '') return moving(error)
  const detail = `The company's data are in the cell ${cell}; nothing was done.`
  return problems.TENANT_MOVED(detail, { cell, generation: Number(generation) }, error)
}

function moving(cause: unknown): Problem {
  const detail = 'The data of the company are being moved; nothing was changed. Try again in a moment.'
  return problems.TENANT_MOVING(detail, { retryAfterSeconds: RETRY_AFTER_SECONDS }, cause)
}
