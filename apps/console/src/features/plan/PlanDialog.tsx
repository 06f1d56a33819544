import { useShell } from '@portico/micro-app/react'
import type { Release, WantedPlan } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { Checkbox } from 'antd'
import { type ReactNode, useState } from 'react'
import { ReasonDialog } from '../reason/ReasonDialog.tsx'
import { useReleaseChange, useSeenRelease } from '../release/use-release.ts'
import { planMessages } from './plan.messages.ts'

export type PlanChange = 'give' | 'pause' | 'resume' | 'approve' | 'advance'

const HOUR = 60
const DAY = 24 * HOUR

const usual: WantedPlan['steps'] = [
  { percentBp: 100, bakeMinutes: HOUR, isAutomatic: true },
  { percentBp: 1_000, bakeMinutes: DAY, isAutomatic: true },
  { percentBp: 5_000, bakeMinutes: DAY, isAutomatic: true },
  { percentBp: 10_000, bakeMinutes: 0, isAutomatic: false, promotes: true },
]

interface PlanDialogProps {
  release: Release
  change: PlanChange
  onClose: () => void
}

export function PlanDialog({ release, change, onClose }: PlanDialogProps): ReactNode {
  const t = useMessages(planMessages)
  const { notify } = useShell()
  const [isForced, setForced] = useState(false)
  const { seen, reload } = useSeenRelease(release)
  const send = useReleaseChange(seen.id)
  const submit = async (reason: string) => {
    const { revision } = seen
    if (change === 'give')
      await send({ method: 'PUT', path: '/plan', body: { steps: usual, reason }, revision })
    else {
      const body = { reason, ...(isForced && { isForced }) }
      await send({ method: 'POST', path: `/plan/${change}`, body, revision })
    }
    notify.success(change === 'give' ? t.given : t.taken)
  }
  return (
    <ReasonDialog
      title={t[`${change}Title`]}
      okText={t[change]}
      onSubmit={submit}
      onReload={reload}
      onClose={onClose}
    >
      <p>{t[`${change}Text`]}</p>
      {change === 'advance' && (
        <Checkbox checked={isForced} onChange={event => setForced(event.target.checked)}>
          {t.force}
        </Checkbox>
      )}
    </ReasonDialog>
  )
}
