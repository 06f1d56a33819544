import type { Release, ReleasePlan } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { Alert, Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Card } from '../../ui/Card.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { useActorName, useMayRelease } from '../../ui/use-may-write.ts'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { type PlanChange, PlanDialog } from './PlanDialog.tsx'
import { PlanPicture } from './PlanPicture.tsx'
import { planMessages } from './plan.messages.ts'
import { usePlan } from './use-plan.ts'
import { useFreezeText } from './use-plan-words.ts'

/** By which steps the release goes on, how far it is, and what can be done about it. */
export function PlanCard({ release }: { release: Release }): ReactNode {
  const t = useMessages(planMessages)
  const query = usePlan(release)
  const { data: plan } = query
  const mayWrite = useMayRelease(release.overlay)
  const me = useActorName()
  const [asked, setAsked] = useState<PlanChange | null>(null)
  const isOpen = release.state === 'draft' || release.state === 'gray'
  if (plan === null && !isOpen) return null
  const changes = plan !== undefined && isOpen && mayWrite ? changesOf(plan, release, me) : []
  return (
    <Card
      title={t.title}
      isPadded
      actions={changes.map(change => (
        <Button key={change} size="small" onClick={() => setAsked(change)}>
          {change === 'edit' ? t.editButton : t[change]}
        </Button>
      ))}
    >
      <Loaded query={query} label={t.loading} rows={2}>
        {data => (data === null ? <p className="con-bare con-faint">{t.none}</p> : <Progress plan={data} />)}
      </Loaded>
      {asked && plan !== undefined && (
        <PlanDialog release={release} plan={plan} change={asked} onClose={() => setAsked(null)} />
      )}
    </Card>
  )
}

function Progress({ plan }: { plan: ReleasePlan }): ReactNode {
  const t = useMessages(planMessages)
  const freezeText = useFreezeText()
  const isHeld = plan.waitsFor === 'GUARDRAIL' || plan.waitsFor === 'REFUSED'
  return (
    <div className="con-plan-progress">
      <PlanPicture plan={plan} label={t.steps} />
      <p className="con-hint" role="status">
        {t[`waits_${plan.waitsFor}`]}{' '}
        {plan.waitsUntil && (
          <>
            {t.until} <ZonedTime instant={plan.waitsUntil} />
          </>
        )}
      </p>
      {plan.freezes.map(freeze => (
        <p key={JSON.stringify(freeze)} className="con-hint">
          {freezeText(freeze)}
        </p>
      ))}
      {isHeld && plan.problem && <Alert type="warning" showIcon title={plan.problem} />}
    </div>
  )
}

/** Who made a plan does not approve it. One that is under way is changed while it is paused: it takes no step meanwhile. */
function changesOf(plan: ReleasePlan | null, { state }: Release, me: string): PlanChange[] {
  if (plan === null) return ['give']
  const isAtRest = state === 'draft' || plan.isPaused
  const shape: PlanChange[] = isAtRest ? ['edit', 'drop'] : []
  if (plan.isPaused) return ['resume', ...shape]
  if (plan.waitsFor === 'NOTHING') return ['edit', 'drop']
  if (plan.waitsFor !== 'APPROVAL') return ['advance', 'pause', ...shape]
  return plan.requestedBy === me ? ['pause', ...shape] : ['approve', 'pause', ...shape]
}
