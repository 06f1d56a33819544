import type { Release } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { Card } from '../../ui/Card.tsx'
import { Field } from '../../ui/Field.tsx'
import { shareOf } from '../plan/plan-draft.ts'
import { ReachOutcome } from './ReachOutcome.tsx'
import { reachMessages } from './reach.messages.ts'
import { useReachOfRelease } from './use-reach.ts'

/** The tenants a release would be given to with another share, before it is widened. */
export function ReachCard({ release: { id, revision, percentBp } }: { release: Release }): ReactNode {
  const t = useMessages(reachMessages)
  const run = useReachOfRelease()
  const [typed, setTyped] = useState<string | null>(null)
  // Until the user types: the share it has, which a plan may widen meanwhile.
  const percent = typed ?? String(percentBp / 100)
  const asked = Number(percent) === 0 && percent.trim() !== '' ? 0 : shareOf({ percent })
  const isStale =
    run.variables?.id === id && (run.variables.revision !== revision || run.variables.percentBp !== asked)
  const ask = () => {
    if (asked !== null && !run.isPending) run.mutate({ id, revision, percentBp: asked })
  }
  return (
    <Card title={t.title} isPadded>
      <p className="con-hint">{t.hint}</p>
      <div className="con-reach-ask">
        <Field label={t.share} problem={asked === null && t.shareProblem}>
          {control => (
            <Input
              {...control}
              inputMode="decimal"
              maxLength={6}
              suffix="%"
              value={percent}
              onChange={event => setTyped(event.target.value)}
              onPressEnter={ask}
            />
          )}
        </Field>
        <Button loading={run.isPending} disabled={asked === null} onClick={ask}>
          {run.data || run.isError ? t.again : t.run}
        </Button>
      </div>
      <ReachOutcome run={run} isStale={isStale} />
    </Card>
  )
}
