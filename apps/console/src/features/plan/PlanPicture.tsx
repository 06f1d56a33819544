import type { ReleasePlan } from '@portico/release'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { planMessages } from './plan.messages.ts'

/** The steps as one bar: each as high as its share, filled as far as the plan has come. */
export function PlanPicture({ plan }: { plan: Pick<ReleasePlan, 'steps' | 'position'> }): ReactNode {
  const t = useMessages(planMessages)
  const { percent } = useFormats()
  return (
    <ol className="con-plan" aria-label={t.steps}>
      {plan.steps.map(({ percentBp, promotes, isAutomatic }, index) => {
        const state = index < plan.position ? 'done' : index === plan.position ? 'now' : 'ahead'
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
            <span className="con-plan-name">
              {promotes ? t.all : percent((percentBp / 10_000).toFixed(4))}
            </span>
            <span className="p-hidden">{t[state]}</span>
            {!isAutomatic && <span className="con-hint">{t.asks}</span>}
          </li>
        )
      })}
    </ol>
  )
}
