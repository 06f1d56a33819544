import { AsyncLocalStorage } from 'node:async_hooks'
import type { Transaction } from './transaction.ts'

interface Open {
  /** Whose connection it is. */
  owner: object
  tx: Transaction
  isOpen: boolean
}

const storage = new AsyncLocalStorage<Open>()

/** A mistake of ours, which only load would show: it holds a connection while it waits for something else. */
class HeldConnection extends Error {
  readonly code = 'HELD_CONNECTION'
}

/** What `work` calls, however deep, is known to be inside `tx`, until it ends. */
export async function runInside<T>(owner: object, tx: Transaction, work: () => Promise<T>): Promise<T> {
  const open = { owner, tx, isOpen: true }
  try {
    return await storage.run(open, work)
  } finally {
    // What it left running goes on outside.
    open.isOpen = false
  }
}

/** The transaction of this owner that the caller is in; null outside. */
export function findTransaction(owner: object): Transaction | null {
  const open = storage.getStore()
  return open?.isOpen && open.owner === owner ? open.tx : null
}

/**
 * As many transactions as a pool has connections would wait for each other for ever if each wanted one more. Throws
 * HELD_CONNECTION.
 */
export function assertOutside(owner: object) {
  if (findTransaction(owner))
    throw new HeldConnection('A second connection was asked for inside a transaction; use its `tx`.')
}

/** The other side's slowness must not hold connections and locks here. Throws HELD_CONNECTION. */
export function assertNoTransaction(what: string) {
  if (storage.getStore()?.isOpen)
    throw new HeldConnection(`${what} was called inside a transaction; call before it, or after its commit.`)
}
