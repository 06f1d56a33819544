import type { Undo } from './protocol.ts'

const listeners = new Set<() => void>()
let isSuspended = false

/**
 * `suspend` and `resume` are lifecycles to export from an entry module as they are:
 * `export { resume, suspend } from '@portico/micro-app'`. The shell calls them on the module, not on
 * a mounted instance, so the state lives here; every artifact has its own copy.
 */
export function suspend(): void {
  isSuspended = true
}

export function resume(): void {
  isSuspended = false
  for (const listener of listeners) listener()
}

/** Whether the tab is kept but hidden; what changes meanwhile can be fetched when it is shown again. */
export function isHidden(): boolean {
  return isSuspended
}

export function onResume(listener: () => void): Undo {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
