import type { ErrorStack, ReadableStack, SourcePlace } from './stacks.ts'

/** `POST /incidents` of the gateway. The same release, app, version, tenant, code and place is one incident that counts. */
export interface IncidentReport {
  releaseId: string | null
  app: string
  version: string
  tenantId: string
  /** Of the tab; left out: it was met in none. */
  snapshotId?: string
  /** The host's code, such as ENTRY_HTTP. */
  code: string
  message: string
  /** Version the tab fell back to; null: none. */
  fallback: string | null
  /** Where the error was thrown; left out: not in a file of an artifact, or not known. */
  stack?: ErrorStack
  /** It was caught by nothing; left out: it was, or it kept the app from opening. */
  origin?: 'uncaught' | 'unhandled-rejection'
  /** Reported of the shell for want of anything known in its stack. */
  isUnattributed?: boolean
}

export interface Incident extends Omit<IncidentReport, 'stack' | 'origin' | 'isUnattributed' | 'snapshotId'> {
  id: string
  /** Of the tab that met it last; null: no tab's. */
  snapshotId: string | null
  origin: NonNullable<IncidentReport['origin']> | null
  isUnattributed: boolean
  firstAt: string
  lastAt: string
  count: number
  /** The same for the same fault, whichever tenant, release or version; null: of an incident without a stack. */
  fingerprint: string | null
  /** The innermost place in the app's own source; null: not known. */
  place: SourcePlace | null
  /**
   * The first incident of the same fault: its version, and the release that brought it. In lists alone; null where no fault is
   * known.
   */
  began?: { version: string; releaseId: string | null } | null
}

/** `GET /incidents/:id`. */
export interface IncidentDetails extends Incident {
  stack: ReadableStack | null
}
