import { useShell } from '@portico/micro-app/react'
import { useEffect } from 'react'

/** Names the app's tab in the shell; nothing changes while the title is not known yet. */
export function useTabTitle(title: string | undefined): void {
  const { tabs } = useShell()
  useEffect(() => {
    if (title !== undefined) tabs.setTitle(title)
  }, [tabs, title])
}
