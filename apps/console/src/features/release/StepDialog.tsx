import { useShell } from '@portico/micro-app/react'
import type { Release } from '@portico/release'
import { errorCodeOf, useMessages } from '@portico/shared-ui/react'
import { Checkbox } from 'antd'
import { type ReactNode, useState } from 'react'
import { useReleaseChange, useSeenRelease } from '../../release-client/use-release.ts'
import { Consequences } from '../../ui/Consequences.tsx'
import { ReasonDialog } from '../reason/ReasonDialog.tsx'
import { releaseMessages } from './release.messages.ts'
import { isRevoking, type ReleaseStepName } from './release-step.ts'
import { useConsequences } from './use-consequences.ts'
import { usePromotion } from './use-promotion.ts'

interface StepDialogProps {
  release: Release
  step: ReleaseStepName
  onClose: () => void
}

/** Takes a release one step on or back, after saying who is affected and what happens. */
export function StepDialog({ release, step, onClose }: StepDialogProps): ReactNode {
  const t = useMessages(releaseMessages)
  const { notify } = useShell()
  const [isForced, setForced] = useState(false)
  const { seen, reload } = useSeenRelease(release)
  const send = useReleaseChange(seen.id)
  const { title, okText, who, what } = useConsequences(seen, step, isForced)
  const promotion = usePromotion(seen)
  const [isHeld, setHeld] = useState(false)
  const isLeaving = isRevoking(step, seen.state)
  const mayForce = isLeaving || isHeld
  const submit = async (reason: string) => {
    const body = mayForce ? { reason, isForced } : { reason }
    try {
      const { id, revision } = seen
      await send(`${step}Release`, { params: { id }, body, revision })
    } catch (error) {
      // Only now is there something to go over.
      if (errorCodeOf(error) === 'GUARDRAIL_HELD') setHeld(true)
      throw error
    }
    notify.success(step === 'promote' && promotion === 'ask' ? t.asked_done : t[`${step}_done`])
  }
  return (
    <ReasonDialog
      title={title}
      okText={okText}
      isDanger={step !== 'start'}
      onSubmit={submit}
      onReload={reload}
      onClose={onClose}
    >
      <Consequences who={who} what={what} />
      {mayForce && (
        <div>
          <Checkbox checked={isForced} onChange={event => setForced(event.target.checked)}>
            {isLeaving ? t.force : t.forceHeld}
          </Checkbox>
          <p className="con-hint">{isLeaving ? t.forceHint : t.forceHeldHint}</p>
        </div>
      )}
    </ReasonDialog>
  )
}
