import type { Undo } from '@portico/micro-app'

const listeners = new Set<() => void>()
let isSuspended = false

/** The shell calls these on the module, not on a mounted instance, so the state lives here. */
export function suspend(): void {
  isSuspended = true
}

export function resume(): void {
  isSuspended = false
  for (const listener of listeners) listener()
}

/** Whether the tab is kept but hidden; what changes meanwhile is fetched when it is shown again. */
export function isHidden(): boolean {
  return isSuspended
}

export function onResume(listener: () => void): Undo {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
