import type { CachedAnswer, OperationUses } from '@portico/release'
import { LRUCache } from 'lru-cache'

/** Where an answer was found; `joined`: another request of this process was at work on it. */
export type AnswerUse = 'memory' | 'shared' | 'joined'
export type Counted = AnswerUse | 'stale' | 'miss'

interface CountedKey {
  tenantId: string
  operation: string
  key: string
}

/** Operations of published apps are few; what is beyond is counted together. */
const MAX_OPERATIONS = 500
const MAX_KEYS = 2_000

/** What one process has counted since it started. */
export class AnswerFigures {
  readonly #operations = new Map<string, OperationUses>()
  readonly #keys = new LRUCache<string, CachedAnswer>({ max: MAX_KEYS })

  count({ tenantId, operation, key }: CountedKey, use: Counted): void {
    this.#of(operation)[use] += 1
    const known = this.#keys.get(key)
    if (known) known.uses += 1
    else this.#keys.set(key, { tenantId, operation, uses: 1, size: 0 })
  }

  noteStored({ tenantId, operation, key }: CountedKey, size: number): void {
    const counts = this.#of(operation)
    counts.stored += 1
    counts.storedSize += size
    const known = this.#keys.get(key)
    if (known) known.size = size
    else this.#keys.set(key, { tenantId, operation, uses: 0, size })
  }

  listOperations(): OperationUses[] {
    return [...this.#operations.values()]
  }

  /** Those used most. */
  listKeys(limit: number): CachedAnswer[] {
    return [...this.#keys.values()].sort((a, b) => b.uses - a.uses).slice(0, limit)
  }

  #of(operation: string): OperationUses {
    const known = this.#operations.get(operation)
    if (known) return known
    const name = this.#operations.size < MAX_OPERATIONS ? operation : 'other'
    const counts = this.#operations.get(name) ?? emptyCounts(name)
    this.#operations.set(name, counts)
    return counts
  }
}

function emptyCounts(name: string): OperationUses {
  return { name, memory: 0, shared: 0, joined: 0, stale: 0, miss: 0, stored: 0, storedSize: 0 }
}
