import { useEffect } from 'react'
import { usePageSession, useTitleOfTab, useWorkspaceState } from './common/page-session-context.ts'
import { useWords } from './common/shell-context.ts'

/** `<html>`'s title follows the shown tab. */
export function useDocumentTitle(): void {
  const { workspace } = usePageSession()
  const { route } = useWorkspaceState()
  const titleOf = useTitleOfTab()
  const words = useWords()
  const tab = route.kind === 'app' ? workspace.findTab(route.app.manifest.name) : null
  const title = tab === null ? words.product : `${titleOf(tab)} · ${words.product}`
  useEffect(() => {
    document.title = title
  }, [title])
}
