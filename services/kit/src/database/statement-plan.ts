import { withoutLiterals } from '@portico/telemetry'
import { errorCode } from './connect.ts'
import type { Database } from './database.ts'

/** One step of a plan, above those it takes rows from. */
interface PlannedStep {
  /** Such as `Index Scan`. */
  what: string
  /** Table and index; empty: none. */
  on: string
  /** Of the planner: rows it gives, and units of cost of it and of all below. */
  rows: number
  cost: number
  /** Conditions, with `?` for each literal. */
  conditions: string[]
  depth: number
}

export interface StatementPlan {
  /** From the top; empty where there is no plan. */
  steps: PlannedStep[]
  /** Why there is none: the server is older than PostgreSQL 16, or does not plan it without values. */
  problem: 'SERVER_TOO_OLD' | 'NOT_PLANNED' | null
}

const MAX_STEPS = 100
const MAX_DEPTH = 30
const MAX_CONDITION = 500

type Node = Readonly<Record<string, unknown>>

/**
 * How PostgreSQL would run a statement, whatever its parameters are: it is planned and not run, so nothing is written, and no
 * value of a user is in it. In a transaction that may not write, all the same.
 */
export async function planStatement(
  database: Pick<Database, 'transaction'>,
  sql: string,
): Promise<StatementPlan> {
  try {
    const rows = await database.transaction({ transaction_read_only: 'on' }, tx =>
      tx.list<{ 'QUERY PLAN': { Plan?: Node }[] }>(`explain (generic_plan, format json) ${sql}`),
    )
    const top = rows[0]?.['QUERY PLAN'][0]?.Plan
    return top ? { steps: stepsOf(top, 0), problem: null } : { steps: [], problem: 'NOT_PLANNED' }
  } catch (error) {
    // An option that EXPLAIN does not know is a syntax error.
    const isOld = errorCode(error) === '42601' && String(error).includes('generic_plan')
    return { steps: [], problem: isOld ? 'SERVER_TOO_OLD' : 'NOT_PLANNED' }
  }
}

function stepsOf(node: Node, depth: number): PlannedStep[] {
  const { 'Node Type': what, 'Plan Rows': rows, 'Total Cost': cost, Plans: below } = node
  const step = {
    what: String(what),
    on: [node['Relation Name'] ?? node['CTE Name'] ?? node['Function Name'], node['Index Name']]
      .filter(name => typeof name === 'string')
      .join(' '),
    rows: Number(rows ?? 0),
    cost: Number(cost ?? 0),
    conditions: conditionsOf(node),
    depth,
  }
  const deeper = depth < MAX_DEPTH && Array.isArray(below) ? (below as Node[]) : []
  return [step, ...deeper.flatMap(one => stepsOf(one, depth + 1))].slice(0, MAX_STEPS)
}

/** `Filter`, `Index Cond`, `Hash Cond`, `Sort Key` and their like. */
function conditionsOf(node: Node): string[] {
  return Object.entries(node)
    .filter(([name]) => /(?:Cond|Filter|Key)$/.test(name))
    .map(([name, value]) => {
      const text = Array.isArray(value) ? value.join(', ') : String(value)
      return `${name}: ${withoutLiterals(text)}`.slice(0, MAX_CONDITION)
    })
}
