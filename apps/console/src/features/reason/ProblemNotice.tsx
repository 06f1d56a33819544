import type { Locale } from '@portico/micro-app'
import { useLocale } from '@portico/micro-app/react'
import { errorCodeOf, useMessages } from '@portico/shared-ui/react'
import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { problemFacts } from '../../release-client/release-error.ts'
import { problemMessages } from './problem.messages.ts'
import { useProblemText } from './use-problem-text.ts'

interface ProblemNoticeProps {
  error: unknown
  /** Offered when another user was faster. */
  onReload?: () => void
}

/** Why a change was refused, what is in its way, and the code to report. */
export function ProblemNotice({ error, onReload }: ProblemNoticeProps): ReactNode {
  const t = useMessages(problemMessages)
  const textOf = useProblemText()
  const code = errorCodeOf(error)
  const isConflict = code === 'VERSION_CONFLICT' || code === 'RELEASE_STATE'
  return (
    <div role="alert" className="con-notice">
      <Alert
        role="presentation"
        showIcon
        type={isConflict ? 'warning' : 'error'}
        title={textOf(error)}
        description={
          <>
            {code === 'OVERLAY_CONFLICT' && <OtherRelease error={error} />}
            <NearestNames error={error} />
            <span className="con-code">
              {t.code}: {code}
            </span>
          </>
        }
        action={
          isConflict &&
          onReload && (
            <Button size="small" onClick={onReload}>
              {t.reload}
            </Button>
          )
        }
      />
    </div>
  )
}

/** The release that OVERLAY_CONFLICT names, and what both want to change. */
export function OtherRelease({ error }: { error: unknown }): ReactNode {
  const t = useMessages(problemMessages)
  const locale = useLocale()
  const { releaseId, releaseTitle, names } = problemFacts(error)
  if (typeof releaseId !== 'string') return null
  return (
    <p className="con-other">
      {t.conflictWith} <Link to={`/releases/${releaseId}`}>{titleOf(releaseTitle, locale) || releaseId}</Link>
      {Array.isArray(names) && <span className="con-faint"> ({names.join(', ')})</span>}
    </p>
  )
}

/** Where a name was not found. */
function NearestNames({ error }: { error: unknown }): ReactNode {
  const t = useMessages(problemMessages)
  const { nearest } = problemFacts(error)
  if (!Array.isArray(nearest) || nearest.length === 0) return null
  return (
    <p className="con-other">
      {t.nearest} {nearest.join(', ')}
    </p>
  )
}

function titleOf(title: unknown, locale: Locale): string {
  const texts = typeof title === 'object' && title !== null ? Object.entries(title) : []
  const [, text] = texts.find(([language]) => language === locale) ?? []
  return typeof text === 'string' ? text : ''
}
