import type { ReportMonth, ReportProduct, ReportStatus } from '@portico/sales-contract'

/** How far a copy has read the changes of its tenant: everything up to this document of this transaction. */
export interface FeedPosition {
  /** A transaction of the database, as decimal text. */
  transaction: string
  /** Of the last document of it that was read; empty: none. */
  documentId: string
}

export const BEGINNING: FeedPosition = { transaction: '0', documentId: '' }

export interface CopyState {
  /** The database that it is a copy of: positions of another one mean nothing in it. */
  source: string
  /** Every transaction before this one was over when the copy was begun. */
  begunAt: string
  position: FeedPosition
  /** What was committed before this instant is in it; null: it has never been whole. */
  asOf: string | null
  documents: number
  /** When it was last compared with the books; null: not since it was begun. */
  checkedAt: string | null
  /** How many sums were not those of the books. */
  differences: number
}

/** Decimals are text with as many digits as their column has; instants are microseconds since 1970. */
export interface CopiedDocument {
  id: string
  kind: string
  status: string
  orderedAtUs: string
  total: string
}

/** What a document has of one product. */
export interface CopiedLine {
  documentId: string
  productId: string
  quantity: string
  amount: string
}

/** Documents as they are now; each takes the place of what the copy had of it. */
export interface CopyBatch {
  documents: readonly CopiedDocument[]
  lines: readonly CopiedLine[]
}

export interface ReportQuestion {
  /** In order, each ending where the next begins. */
  months: readonly { month: string; startsAt: string; endsAt: string }[]
  products: number
}

export interface ReportFigures {
  /** Every month that was asked for. */
  months: ReportMonth[]
  statuses: ReportStatus[]
  /** Those that sold most, the best first. */
  products: ReportProduct[]
}

/** By month (UTC), kind and status; what the books say in the same words. */
export interface SumLine {
  key: string
  documents: number
  total: string
  quantity: string
  amount: string
}

/**
 * The copy of one tenant. Nothing in it can name another tenant, so that no question, however put, reads one. An instance is
 * used by one caller at a time.
 */
export interface ReportCopy {
  /** Null: there is none yet. */
  state(): Promise<CopyState | null>
  /** An empty one, in place of what there was. */
  begin(begun: Pick<CopyState, 'source' | 'begunAt'>): Promise<void>
  /**
   * Documents and position together, or neither. False, and nothing is changed, unless the copy stands at `from`: another
   * writer was here, or this batch was written before.
   */
  apply(from: FeedPosition, to: FeedPosition, batch: CopyBatch): Promise<boolean>
  /** It is whole as of an instant, provided that it stands at `at`. */
  settle(at: FeedPosition, asOf: string): Promise<void>
  report(question: ReportQuestion): Promise<ReportFigures>
  /** Of all documents but these. */
  sums(without: readonly string[]): Promise<SumLine[]>
  noteCheck(checkedAt: string, differences: number): Promise<void>
  close(): Promise<void>
}

/**
 * Where copies are: DuckDB in files, or a warehouse. What each must do says the suite in `testing`.
 */
export interface ReportStore {
  open(tenantId: string): Promise<ReportCopy>
  /** Nothing is left of it; it must not be open. */
  forget(tenantId: string): Promise<void>
  list(): Promise<KeptCopy[]>
}

export interface KeptCopy {
  tenantId: string
  /** When it was last opened; milliseconds since 1970. */
  usedAt: number
  bytes: number
}
