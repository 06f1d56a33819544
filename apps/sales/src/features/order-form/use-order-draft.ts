import { useShell } from '@portico/micro-app/react'
import { type Dispatch, useEffect, useMemo, useReducer, useState } from 'react'
import { createDraftStore } from './draft-store.ts'
import { changeDraft, type DraftChange, type OrderDraft } from './order-draft.ts'

interface OrderDraftControl {
  draft: OrderDraft
  change: Dispatch<DraftChange>
  /** Something differs from what was there at first. */
  isDirty: boolean
  /** The draft was found from before this page was opened. */
  isRestored: boolean
  /** Back to how it was at first; forgets what was kept. */
  discard(): void
  /** The draft became an order: forgets what was kept. */
  finish(): void
}

/** A draft by name that survives leaving the page and marks the tab as having unsaved work. */
export function useOrderDraft(name: string, initial: OrderDraft): OrderDraftControl {
  const { session, tabs } = useShell()
  const owner = `${session.info.tenant.id}.${session.info.user.id}`
  const store = useMemo(() => createDraftStore(window.sessionStorage, owner), [owner])
  const [kept] = useState(() => store.find(name))
  const [isRestored, setRestored] = useState(kept !== null)
  const [isFinished, setFinished] = useState(false)
  const [draft, change] = useReducer(changeDraft, kept ?? initial)
  const isDirty = !isFinished && !isSame(draft, initial)

  useEffect(() => {
    if (isDirty) store.save(name, draft)
    else store.remove(name)
  }, [store, name, draft, isDirty])
  useEffect(() => {
    tabs.setDirty(isDirty)
    return () => tabs.setDirty(false)
  }, [tabs, isDirty])

  const discard = () => {
    setRestored(false)
    change({ type: 'replace', draft: initial })
  }
  return {
    draft,
    change,
    isDirty,
    isRestored: isRestored && isDirty,
    discard,
    finish: () => setFinished(true),
  }
}

function isSame(a: OrderDraft, b: OrderDraft): boolean {
  return JSON.stringify(contentOf(a)) === JSON.stringify(contentOf(b))
}

/** Keys of lines say nothing about content: a line added and removed again is no change. */
function contentOf({ customer, note, lines }: OrderDraft): unknown {
  const written = lines.map(({ product, quantity, unitPrice, discountPercent }) => [
    product?.id,
    quantity,
    unitPrice,
    discountPercent,
  ])
  return [customer?.id, note, written]
}
