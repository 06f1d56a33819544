import { useShell } from '@portico/micro-app/react'
import type { Release, ReleasePlan } from '@portico/release'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import { Checkbox } from 'antd'
import { type ReactNode, useState } from 'react'
import { useReleaseChange, useSeenRelease } from '../../release-client/use-release.ts'
import { useDirty } from '../../ui/use-dirty.ts'
import { ReasonDialog } from '../reason/ReasonDialog.tsx'
import { PlanFields } from './PlanFields.tsx'
import { planMessages } from './plan.messages.ts'
import { planDraftOf, usualPlan, wantedPlanOf } from './plan-draft.ts'
import { checkPlan, hasPlanProblems } from './plan-problems.ts'

export type PlanChange = 'give' | 'edit' | 'drop' | 'pause' | 'resume' | 'approve' | 'advance'

interface PlanDialogProps {
  release: Release
  /** Null: it has none yet. */
  plan: ReleasePlan | null
  change: PlanChange
  onClose: () => void
}

export function PlanDialog({ release, plan, change, onClose }: PlanDialogProps): ReactNode {
  return change === 'give' || change === 'edit' ? (
    <PlanEditor release={release} plan={plan} change={change} onClose={onClose} />
  ) : (
    <PlanQuestion release={release} change={change} onClose={onClose} />
  )
}

/** The plan is sent as a whole, decided on the release as it was when the dialog was opened. */
function PlanEditor({
  release,
  plan,
  change,
  onClose,
}: PlanDialogProps & { change: 'give' | 'edit' }): ReactNode {
  const t = useMessages(planMessages)
  const { notify } = useShell()
  const { timeZone } = useFormats()
  const [initial] = useState(() => (plan === null ? usualPlan(timeZone) : planDraftOf(plan, timeZone)))
  const [draft, setDraft] = useState(initial)
  const { seen, reload } = useSeenRelease(release)
  const send = useReleaseChange(seen.id)
  const mayStart = seen.state === 'draft'
  const problems = checkPlan(draft, new Date(), mayStart)
  useDirty(draft !== initial)
  const submit = async (reason: string) => {
    const wanted = wantedPlanOf(mayStart ? draft : { ...draft, startsAt: '' })
    const { id, revision } = seen
    await send('setPlan', { params: { id }, body: { ...wanted, reason }, revision })
    notify.success(change === 'give' ? t.given : t.edited)
  }
  return (
    <ReasonDialog
      title={t[`${change}Title`]}
      okText={t[change]}
      isBlocked={hasPlanProblems(problems)}
      onSubmit={submit}
      onReload={reload}
      onClose={onClose}
    >
      {change === 'edit' && plan?.isPaused && <p className="con-bare">{t.editPaused}</p>}
      <PlanFields
        draft={draft}
        problems={problems}
        mayStart={mayStart}
        position={draft === initial ? (plan?.position ?? -1) : -1}
        onChange={setDraft}
      />
    </ReasonDialog>
  )
}

interface PlanQuestionProps {
  release: Release
  change: Exclude<PlanChange, 'give' | 'edit'>
  onClose: () => void
}

function PlanQuestion({ release, change, onClose }: PlanQuestionProps): ReactNode {
  const t = useMessages(planMessages)
  const { notify } = useShell()
  const [isForced, setForced] = useState(false)
  const { seen, reload } = useSeenRelease(release)
  const send = useReleaseChange(seen.id)
  const submit = async (reason: string) => {
    const { id, revision } = seen
    const params = { id }
    if (change === 'drop') await send('dropPlan', { params, query: { reason }, revision })
    else {
      const body = { reason, ...(isForced && { isForced }) }
      await send(`${change}Plan`, { params, body, revision })
    }
    notify.success(change === 'drop' ? t.dropped : t.taken)
  }
  return (
    <ReasonDialog
      title={t[`${change}Title`]}
      okText={t[change]}
      isDanger={change === 'drop'}
      onSubmit={submit}
      onReload={reload}
      onClose={onClose}
    >
      <p className="con-bare">{t[`${change}Text`]}</p>
      {change === 'advance' && (
        <Checkbox checked={isForced} onChange={event => setForced(event.target.checked)}>
          {t.force}
        </Checkbox>
      )}
    </ReasonDialog>
  )
}
