import { usePageSession, useShownApp } from './common/page-session-context.ts'
import { useSignal } from './common/shell-context.ts'

/** Seen only when an app takes longer than a moment (the style sheet delays it). */
export function LoadingBar() {
  const { workspace, release } = usePageSession()
  const views = useSignal(workspace.host.views)
  const isLeaving = useSignal(release.watch.isLeaving)
  const shown = useShownApp()
  const isLoading = isLeaving || (shown !== null && views[shown]?.status === 'opening')
  return isLoading ? <div className="loading-bar" aria-hidden="true" /> : null
}
