import { Icon } from '../common/Icon.tsx'
import { usePageSession } from '../common/page-session-context.ts'
import { useReleaseWords } from './use-release-words.ts'

/** For operators, the only users who see how fresh the page's rules are. */
export function StaleBadge() {
  const words = useReleaseWords()
  if (usePageSession().rulesState !== 'STALE') return null
  return (
    <details className="stale">
      <summary title={words.staleTitle}>
        <Icon name="warning" size={14} />
        {words.stale}
      </summary>
      <div className="stale-panel">
        <strong>{words.staleTitle}</strong>
        <p>{words.staleText}</p>
      </div>
    </details>
  )
}
