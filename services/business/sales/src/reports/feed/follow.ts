import type { CopyState, FeedPosition, ReportCopy } from '../store/report-store.ts'
import type { SalesBooks } from './books.ts'
import { type FeedFrame, readChangedDocuments, readFrame } from './read-feed.ts'

/** Of one step: some 100 ms of the database and 40 ms of processor here. */
export const BATCH = 2000

export interface Progress {
  /** Everything that was committed when the step began is in the copy. */
  isWhole: boolean
  /** From 0 to 1. */
  share: number
  /** Documents of this step. */
  count: number
}

/**
 * One batch of changes from the books into the copy. What is there already is read by the same way: its changes come first. May
 * be ended at any point, by `kill -9` too: the copy holds its position, and both are written together.
 */
export async function followStep(
  books: SalesBooks,
  copy: ReportCopy,
  tenantId: string,
  batch: number,
): Promise<Progress> {
  const state = await copy.state()
  const { frame, changes } = await books.read(tenantId, async tx => {
    const frame = await readFrame(tx, tenantId)
    if (state === null || isVoid(state, frame)) return { frame, changes: null }
    const { horizon } = frame
    return {
      frame,
      changes: await readChangedDocuments(tx, tenantId, { horizon, after: state.position, limit: batch }),
    }
  })
  if (state === null || changes === null) {
    await copy.begin({ source: frame.source, begunAt: frame.horizon })
    return { isWhole: false, share: 0, count: 0 }
  }
  const { position: from } = state
  const last = changes.documents.at(-1)
  const to: FeedPosition = last ? { transaction: last.transaction, documentId: last.id } : from
  if (last && !(await copy.apply(from, to, changes))) return { isWhole: false, share: 0, count: 0 }
  const isWhole = !changes.isWaiting && !isOutOfDate(state, frame)
  if (isWhole) await copy.settle(to, frame.at)
  const done = (state.documents + changes.documents.length) / Math.max(1, frame.documents)
  const share = isWhole || state.asOf !== null ? 1 : Math.min(0.99, done)
  return { isWhole, share, count: changes.documents.length }
}

/** It is one of another database; or it is out of date, and a new one would not be. */
function isVoid(state: CopyState, frame: FeedFrame): boolean {
  if (state.source !== frame.source) return true
  return isOutOfDate(state, frame) && BigInt(frame.horizon) > BigInt(frame.redoSince ?? 0)
}

/** What makes it void came after it was begun; that may still be under way. */
function isOutOfDate({ begunAt }: CopyState, { redoSince }: FeedFrame): boolean {
  return redoSince !== null && BigInt(redoSince) >= BigInt(begunAt)
}
