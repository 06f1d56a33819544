import { Icon } from '../common/Icon.tsx'
import { usePageSession, useShownApp } from '../common/page-session-context.ts'
import { useSignal } from '../common/shell-context.ts'
import { useReleaseWords } from './use-release-words.ts'

/** Says above the app that another version than the page's own is shown. */
export function SubstituteNote() {
  const words = useReleaseWords()
  const shown = useShownApp()
  const views = useSignal(usePageSession().workspace.host.views)
  const view = shown === null ? undefined : views[shown]
  const substitute = view?.status === 'mounted' ? view.substitute : undefined
  return (
    <div aria-live="polite">
      {substitute !== undefined && (
        <p className="substitute" title={substitute.error.code}>
          <Icon name="info" size={16} />
          {words.substitute(substitute.failed, substitute.version)}
        </p>
      )}
    </div>
  )
}
