import { randomKey } from '@portico/shared-ui'
import type { OrderText } from '../order/order-texts.ts'
import { draftTextsOf, type OrderDraft } from './order-draft.ts'

/**
 * Half-typed orders of this browser tab: they outlive a change of page inside the app and a reload. Drafts of another
 * user or tenant are never seen: the owner is part of the key.
 */
export interface DraftStore {
  find(name: string): OrderDraft | null
  save(name: string, draft: OrderDraft): void
  remove(name: string): void
  /** Only the draft of this key: another one may have been begun under the name since. */
  removeDraft(name: string, key: string): void
}

export function createDraftStore(storage: Storage, owner: string): DraftStore {
  const keyOf = (name: string) => `portico.sales.draft.${owner}.${name}`
  const find = (name: string) => readDraft(storage.getItem(keyOf(name)))
  const remove = (name: string) => storage.removeItem(keyOf(name))
  return {
    find,
    save: (name, draft) => saveQuietly(storage, keyOf(name), JSON.stringify(draft)),
    remove,
    removeDraft: (name, key) => {
      if (find(name)?.key === key) remove(name)
    },
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
    return isDraft(draft) ? { ...draft, ...draftTextsOf(draft), key: draft.key ?? randomKey() } : null
  } catch {
    return null
  }
}

/** Written by this code or an earlier version of it (which gave no key and fewer texts), so the outline is enough. */
function isDraft(
  value: unknown,
): value is Omit<OrderDraft, 'key' | OrderText> & Partial<Pick<OrderDraft, 'key' | OrderText>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'lines' in value &&
    Array.isArray(value.lines) &&
    'nextKey' in value &&
    typeof value.nextKey === 'number' &&
    'customer' in value
  )
}
