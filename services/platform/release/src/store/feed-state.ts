import type { Transaction } from '@portico/service-kit'

/**
 * Counts the feed's revision up in the transaction that changes something of it. Call it after locking the rows that
 * change and before reading what other releases do: from here to the commit no other change happens.
 */
export async function touchFeed(tx: Transaction): Promise<number> {
  const { revision } = await tx.get<{ revision: string }>(
    'update feed_state set revision = revision + 1 returning revision',
  )
  return Number(revision)
}

export async function readFeedState(tx: Transaction): Promise<{ revision: number; isStopped: boolean }> {
  const state = await tx.get<{ revision: string; isStopped: boolean }>(
    'select revision, is_stopped as "isStopped" from feed_state',
  )
  return { ...state, revision: Number(state.revision) }
}
