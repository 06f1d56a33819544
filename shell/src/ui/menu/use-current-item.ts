import { useSyncExternalStore } from 'react'
import type { MenuItem } from '../../navigation/routes.ts'
import { usePageSession } from '../common/page-session-context.ts'

/** The menu entry the page's address lies under. */
export function useCurrentItem(): MenuItem | null {
  const { workspace } = usePageSession()
  const { history, routes } = workspace
  const pathname = useSyncExternalStore(
    listener => history.subscribe(listener),
    () => history.location.pathname,
  )
  return routes.find(pathname)
}
