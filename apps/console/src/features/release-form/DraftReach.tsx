import type { WantedReach } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { basisPointsOf, constraintsOf } from '../audience/audience-draft.ts'
import { ReachOutcome } from '../reach/ReachOutcome.tsx'
import { reachMessages } from '../reach/reach.messages.ts'
import { useReachOfDraft } from '../reach/use-reach.ts'
import type { ReleaseDraft } from './release-draft.ts'

type Audience = Pick<ReleaseDraft, 'salt' | 'audience' | 'allow' | 'block'>

/** The tenants that a release which is still being written would be given to. */
export function DraftReach({ draft }: { draft: Audience }): ReactNode {
  const t = useMessages(reachMessages)
  const run = useReachOfDraft()
  const wanted = wantedReachOf(draft)
  const isStale = run.variables !== undefined && JSON.stringify(run.variables) !== JSON.stringify(wanted)
  return (
    <fieldset className="con-fieldset">
      <legend>{t.title}</legend>
      <p className="con-hint">{t.hint}</p>
      <Button
        size="small"
        loading={run.isPending}
        disabled={wanted === null}
        onClick={() => wanted && !run.isPending && run.mutate(wanted)}
      >
        {run.data || run.isError ? t.again : t.run}
      </Button>
      <ReachOutcome run={run} isStale={isStale} />
    </fieldset>
  )
}

/** Null: the share cannot be read. */
function wantedReachOf({ salt, audience, allow, block }: Audience): WantedReach | null {
  const percentBp = basisPointsOf(audience.percentBp)
  return percentBp === null ? null : { salt, percentBp, constraints: constraintsOf(audience), allow, block }
}
