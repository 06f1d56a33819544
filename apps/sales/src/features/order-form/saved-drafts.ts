/** A draft that the server has made an order of. */
export interface SavedDraft {
  /** Of the draft. */
  key: string
  order: { id: string; number: string }
}

const listeners = new Set<(saved: SavedDraft) => void>()

/** Notifies the forms of this page; the one that sent it may be closed by now, and another one may show the same draft. */
export function notifySaved(saved: SavedDraft): void {
  for (const listener of [...listeners]) listener(saved)
}

export function onDraftSaved(listener: (saved: SavedDraft) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
