import { describeStatement } from '@portico/telemetry'

export interface SlowStatement {
  sql: string
  /** Equal in every process, and what spans say. */
  fingerprint: string
  /** With `?` for each literal. */
  text: string
  /** Since the last report. */
  count: number
  slowestMs: number
}

/** Statements are written in the code and few; what is put together without end ends here. */
const MAX_STATEMENTS = 200

/** Statements that took longer than they should, until they are reported. */
export class SlowStatements {
  readonly #slowMs: number
  readonly #seen = new Map<string, SlowStatement>()

  constructor(slowMs: number) {
    this.#slowMs = slowMs
  }

  note(sql: string, ms: number): void {
    if (ms < this.#slowMs) return
    const { fingerprint, text, verb } = describeStatement(sql)
    if (!PLANNED.has(verb)) return
    const known = this.#seen.get(fingerprint)
    if (known) {
      known.count += 1
      known.slowestMs = Math.max(known.slowestMs, ms)
    } else if (this.#seen.size < MAX_STATEMENTS) {
      this.#seen.set(fingerprint, { sql, fingerprint, text, count: 1, slowestMs: ms })
    }
  }

  drain(): SlowStatement[] {
    const drained = [...this.#seen.values()]
    this.#seen.clear()
    return drained
  }
}

/** What PostgreSQL makes a plan for. The begin of a transaction, whose settings hold a tenant, is not among them. */
const PLANNED = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'MERGE', 'WITH'])
