import type { Order } from '@portico/sales-contract'
import type { Document } from './document.ts'

/** A document as callers see it. */
export type ViewDocument = (document: Document) => Order

const FEATURE = 'waiting-days'
const DAY_MS = 86_400_000

/** Shows `waitingDays` where the feature is on. */
export function createDocumentView(
  features: ReadonlySet<string>,
  now: () => number = Date.now,
): ViewDocument {
  if (!features.has(FEATURE)) return document => document
  return document => ({ ...document, waitingDays: waitingDaysOf(document, now()) })
}

function waitingDaysOf({ status, orderedAt }: Document, nowMs: number): number | null {
  if (status !== 'CONFIRMED') return null
  return Math.max(0, Math.floor((nowMs - Date.parse(orderedAt)) / DAY_MS))
}
