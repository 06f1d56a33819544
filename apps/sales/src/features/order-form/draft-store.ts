import type { OrderDraft } from './order-draft.ts'

/**
 * Half-typed orders of this browser tab: they outlive a change of page inside the app and a reload. Drafts of another
 * user or tenant are never seen: the owner is part of the key.
 */
export interface DraftStore {
  find(name: string): OrderDraft | null
  save(name: string, draft: OrderDraft): void
  remove(name: string): void
}

export function createDraftStore(storage: Storage, owner: string): DraftStore {
  const keyOf = (name: string) => `portico.sales.draft.${owner}.${name}`
  return {
    find: name => readDraft(storage.getItem(keyOf(name))),
    save: (name, draft) => saveQuietly(storage, keyOf(name), JSON.stringify(draft)),
    remove: name => storage.removeItem(keyOf(name)),
  }
}

/** A full or forbidden storage costs the safety net, not the order being typed. */
function saveQuietly(storage: Storage, key: string, text: string): void {
  try {
    storage.setItem(key, text)
  } catch {
    storage.removeItem(key)
  }
}

function readDraft(text: string | null): OrderDraft | null {
  if (text === null) return null
  try {
    const draft: unknown = JSON.parse(text)
    return isDraft(draft) ? draft : null
  } catch {
    return null
  }
}

/** Written by this code or an earlier version of it, so the outline is enough. */
function isDraft(value: unknown): value is OrderDraft {
  return (
    typeof value === 'object' &&
    value !== null &&
    'lines' in value &&
    Array.isArray(value.lines) &&
    'nextKey' in value &&
    typeof value.nextKey === 'number' &&
    'note' in value &&
    typeof value.note === 'string' &&
    'customer' in value
  )
}
