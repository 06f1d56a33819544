import { useShell } from '@portico/micro-app/react'
import { randomKey } from '@portico/shared-ui'
import { type Dispatch, useEffect, useMemo, useReducer, useRef, useState } from 'react'
import { createDraftStore } from './draft-store.ts'
import { changeDraft, type DraftChange, draftTextsOf, type OrderDraft } from './order-draft.ts'
import { notifySaved, onDraftSaved, type SavedDraft } from './saved-drafts.ts'
import { useSavedBefore } from './use-saved-before.ts'

interface OrderDraftControl {
  draft: OrderDraft
  change: Dispatch<DraftChange>
  /** Something differs from what was there at first. */
  isDirty: boolean
  /** The draft was found from before this page was opened. */
  isRestored: boolean
  /** What the draft that stood here turned out to have become, while this form did not ask for it. */
  savedAs: SavedDraft['order'] | null
  /** Back to how it was at first; forgets what was kept. */
  discard(): void
  /** The same content as a draft of its own, of which an order of its own is made. */
  renew(): void
  /** From here on this form waits for the draft to become an order. */
  send(): void
  /** It became one: forgets what was kept, at once, and wherever it is shown. Needs no mounted form. */
  settle(order: SavedDraft['order']): void
}

/** A draft by name that survives leaving the page and marks the tab as having unsaved work. */
export function useOrderDraft(name: string, initial: OrderDraft): OrderDraftControl {
  const { session, tabs } = useShell()
  const owner = `${session.info.tenant.id}.${session.info.user.id}`
  const store = useMemo(() => createDraftStore(window.sessionStorage, owner), [owner])
  const [kept] = useState(() => store.find(name))
  const [isRestored, setRestored] = useState(kept !== null)
  const [savedKey, setSavedKey] = useState<string | null>(null)
  const [savedAs, setSavedAs] = useState<SavedDraft['order'] | null>(null)
  const [draft, change] = useReducer(changeDraft, kept ?? initial)
  const sentKey = useRef<string | null>(null)
  const isDirty = draft.key !== savedKey && !isSame(draft, initial)

  useEffect(() => {
    if (isDirty) store.save(name, draft)
    else store.remove(name)
  }, [store, name, draft, isDirty])
  useEffect(() => {
    tabs.setDirty(isDirty)
    return () => tabs.setDirty(false)
  }, [tabs, isDirty])

  const startAnew = () => {
    setRestored(false)
    change({ type: 'replace', draft: { ...initial, key: randomKey() } })
  }
  useEffect(() =>
    onDraftSaved(saved => {
      if (saved.key !== draft.key) return
      if (sentKey.current === saved.key) return setSavedKey(saved.key)
      // Typed on since it was sent: what stands here is more than the order holds.
      if (kept && !isSame(draft, kept)) return
      setSavedAs(saved.order)
      startAnew()
    }),
  )
  const settle = (order: SavedDraft['order']) => {
    store.removeDraft(name, draft.key)
    notifySaved({ key: draft.key, order })
  }
  useSavedBefore(kept?.key ?? null, settle)
  return {
    draft,
    change,
    isDirty,
    isRestored: isRestored && isDirty,
    savedAs: isDirty ? null : savedAs,
    discard: startAnew,
    renew: () => change({ type: 'replace', draft: { ...draft, key: randomKey() } }),
    send: () => {
      sentKey.current = draft.key
    },
    settle,
  }
}

/** Whether two drafts have the same content. */
export function isSame(a: OrderDraft, b: OrderDraft): boolean {
  return JSON.stringify(contentOf(a)) === JSON.stringify(contentOf(b))
}

/** Keys say nothing about content: a line added and removed again is no change. */
function contentOf({ customer, lines, ...draft }: OrderDraft): unknown {
  const written = lines.map(({ product, quantity, unitPrice, discountPercent }) => [
    product?.id,
    quantity,
    unitPrice,
    discountPercent,
  ])
  return [customer?.id, draftTextsOf(draft), written]
}
