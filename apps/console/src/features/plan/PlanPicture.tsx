import type { ReleasePlan } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { useShareText } from '../../ui/use-share-text.ts'
import { planMessages } from './plan.messages.ts'
import { planFieldsMessages } from './plan-fields.messages.ts'
import { useBakeText } from './use-plan-words.ts'

interface PlanPictureProps {
  plan: Pick<ReleasePlan, 'steps' | 'position'>
  label: string
}

/** The steps as one bar: each as high as its share, filled as far as the plan has come. */
export function PlanPicture({ plan: { steps, position }, label }: PlanPictureProps): ReactNode {
  const t = useMessages(planMessages)
  const f = useMessages(planFieldsMessages)
  const shareText = useShareText()
  const bakeText = useBakeText()
  return (
    <ol className="con-plan" aria-label={label}>
      {steps.map(({ percentBp, promotes, isAutomatic, bakeMinutes }, index) => {
        const state = index < position ? 'done' : index === position ? 'now' : 'ahead'
        const isLast = index === steps.length - 1
        return (
          <li
            key={`${percentBp} ${promotes}`}
            className="con-plan-step"
            data-state={state}
            aria-current={state === 'now' ? 'step' : undefined}
          >
            <span className="con-plan-track" aria-hidden>
              <span className="con-plan-fill" style={{ blockSize: `${Math.max(8, percentBp / 100)}%` }} />
            </span>
            <span className="con-plan-name">{promotes ? t.all : shareText(percentBp / 10_000)}</span>{' '}
            <span className="p-hidden">{t[state]}</span>{' '}
            {!isLast && bakeMinutes > 0 && (
              <span className="con-hint">{f.lookedAt(bakeText(bakeMinutes))}</span>
            )}{' '}
            {index > 0 && !isAutomatic && <span className="con-hint">{t.asks}</span>}
          </li>
        )
      })}
    </ol>
  )
}
