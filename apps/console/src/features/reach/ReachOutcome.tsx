import type { ReleaseReach } from '@portico/release'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import type { UseMutationResult } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useShareText } from '../../ui/use-share-text.ts'
import { decisionMessages } from '../decision/decision.messages.ts'
import { ProblemNotice } from '../reason/ProblemNotice.tsx'
import { reachMessages } from './reach.messages.ts'

interface ReachOutcomeProps {
  run: Pick<UseMutationResult<ReleaseReach>, 'data' | 'error' | 'isPending' | 'isError'>
  /** What was asked about has changed since. */
  isStale: boolean
}

/** What a dry run came to, as far as it was run. */
export function ReachOutcome({ run, isStale }: ReachOutcomeProps): ReactNode {
  const t = useMessages(reachMessages)
  if (run.isPending)
    return (
      <div role="status" aria-label={t.running}>
        <Skeleton active title={false} paragraph={{ rows: 2 }} />
      </div>
    )
  if (run.isError) return <ProblemNotice error={run.error} />
  return (
    <div className="con-reach" role="status">
      {run.data && <Reached reach={run.data} />}
      {run.data && isStale && <p className="con-hint">{t.stale}</p>}
    </div>
  )
}

function Reached({ reach: { percentBp, reached, total, tenants } }: { reach: ReleaseReach }): ReactNode {
  const t = useMessages(reachMessages)
  const reasons = useMessages(decisionMessages)
  const { integer } = useFormats()
  const shareText = useShareText()
  const others = reached - tenants.length
  return (
    <>
      <p className="con-who">{t.reaches(shareText(percentBp / 10_000), integer(reached), integer(total))}</p>
      {tenants.length > 0 && (
        <p className="con-hint">{others > 0 ? t.these(integer(tenants.length)) : t.theseAll}</p>
      )}
      {tenants.length > 0 && (
        <ul className="con-chips" aria-label={t.list}>
          {tenants.map(({ tenantId, slug, reason }) => (
            <li key={tenantId} className="con-chip" title={tenantId}>
              <Link to={`/tenants/${encodeURIComponent(slug)}`}>{slug}</Link>
              <span className="con-faint">{reasons[reason]}</span>
            </li>
          ))}
        </ul>
      )}
      {others > 0 && <p className="con-hint">{t.more(integer(others))}</p>}
    </>
  )
}
