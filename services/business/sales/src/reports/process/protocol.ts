import type { SumDifference } from '../feed/check.ts'
import type { ReportFigures, ReportQuestion } from '../store/report-store.ts'

/** Of a copy that is whole, if not up to this moment. */
export interface ReportAnswer extends ReportFigures {
  asOf: string
  checkedAt: string | null
  differs: boolean
}

/** What the service says to the process that makes its reports. */
export type ToReports =
  /** The first. `databaseUrl` straight to PostgreSQL, as the service's role; `batch` documents are copied at a time. */
  | { kind: 'BEGIN'; databaseUrl: string; folder: string; maxBytes: number; batch: number }
  | { kind: 'ASK'; id: number; tenantId: string; question: ReportQuestion }
  /** Copies that were not compared with the books for a day are. */
  | { kind: 'CHECK' }

export type FromReports =
  | { kind: 'ANSWER'; id: number; answer: ReportAnswer }
  | { kind: 'FAILED'; id: number; reason: string }
  | { kind: 'PROGRESS'; tenantId: string; share: number }
  /** Empty: none any more. */
  | { kind: 'CHECKED'; tenantId: string; differences: SumDifference[] }
  | { kind: 'WARN'; tenantId: string; reason: string }
  /** There is nothing to do, and has not been for a while. */
  | { kind: 'IDLE' }
