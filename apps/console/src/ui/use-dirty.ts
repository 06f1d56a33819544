import type { TabService } from '@portico/micro-app'
import { useShell } from '@portico/micro-app/react'
import { useEffect, useId } from 'react'

/** Who says so, by tab: a form and a dialog over it are both half filled until both are not. */
const holders = new WeakMap<TabService, Set<string>>()

/** Marks the tab as having unsaved work while `isDirty`. */
export function useDirty(isDirty: boolean): void {
  const { tabs } = useShell()
  const id = useId()
  useEffect(() => {
    const held = holders.get(tabs) ?? new Set<string>()
    holders.set(tabs, held)
    if (!isDirty) return
    tabs.setDirty(held.add(id).size > 0)
    return () => {
      held.delete(id)
      tabs.setDirty(held.size > 0)
    }
  }, [tabs, id, isDirty])
}
