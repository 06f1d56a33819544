import type { Release, ReleasePlan } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { Alert, Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Card } from '../../ui/Card.tsx'
import { useActorName, useMayRelease } from '../../ui/use-may-write.ts'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { type PlanChange, PlanDialog } from './PlanDialog.tsx'
import { PlanPicture } from './PlanPicture.tsx'
import { planMessages } from './plan.messages.ts'
import { usePlan } from './use-plan.ts'

/** By which steps the release goes on, how far it is, and what can be done about it. */
export function PlanCard({ release }: { release: Release }): ReactNode {
  const t = useMessages(planMessages)
  const { data: plan } = usePlan(release)
  const mayWrite = useMayRelease(release.overlay)
  const me = useActorName()
  const [asked, setAsked] = useState<PlanChange | null>(null)
  const isOpen = release.state === 'draft' || release.state === 'gray'
  if (plan === undefined || (plan === null && !isOpen)) return null
  const changes = isOpen && mayWrite ? changesOf(plan, me) : []
  return (
    <Card
      title={t.title}
      isPadded
      actions={changes.map(change => (
        <Button key={change} size="small" onClick={() => setAsked(change)}>
          {t[change]}
        </Button>
      ))}
    >
      {plan === null ? <p className="con-faint">{t.none}</p> : <Progress plan={plan} />}
      {asked && <PlanDialog release={release} change={asked} onClose={() => setAsked(null)} />}
    </Card>
  )
}

function Progress({ plan }: { plan: ReleasePlan }): ReactNode {
  const t = useMessages(planMessages)
  const isHeld = plan.waitsFor === 'GUARDRAIL' || plan.waitsFor === 'REFUSED'
  return (
    <>
      <PlanPicture plan={plan} />
      <p className="con-hint" role="status">
        {t[`waits_${plan.waitsFor}`]}{' '}
        {plan.waitsUntil && (
          <>
            {t.until} <ZonedTime instant={plan.waitsUntil} />
          </>
        )}
      </p>
      {isHeld && plan.problem && <Alert type="warning" showIcon title={plan.problem} />}
    </>
  )
}

/** Who made a plan does not approve it. */
function changesOf(plan: ReleasePlan | null, me: string): PlanChange[] {
  if (plan === null) return ['give']
  if (plan.waitsFor === 'APPROVAL') return plan.requestedBy === me ? ['pause'] : ['approve', 'pause']
  if (plan.isPaused) return ['resume']
  return plan.waitsFor === 'NOTHING' ? [] : ['advance', 'pause']
}
