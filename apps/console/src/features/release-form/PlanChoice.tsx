import { useMessages } from '@portico/shared-ui/react'
import { Radio } from 'antd'
import type { ReactNode } from 'react'
import { PlanFields } from '../plan/PlanFields.tsx'
import type { PlanProblems } from '../plan/plan-problems.ts'
import type { ReleaseDraft } from './release-draft.ts'
import { releaseFormMessages } from './release-form.messages.ts'

interface PlanChoiceProps {
  draft: ReleaseDraft
  /** Null: no plan is chosen. */
  problems: PlanProblems | null
  onChange: (patch: Partial<ReleaseDraft>) => void
}

/** By hand, or by which steps. */
export function PlanChoice({ draft, problems, onChange }: PlanChoiceProps): ReactNode {
  const t = useMessages(releaseFormMessages)
  return (
    <>
      <Radio.Group
        aria-label={t.plan}
        value={draft.hasPlan}
        options={[
          { value: false, label: t.byHand },
          { value: true, label: t.byPlan },
        ]}
        onChange={event => onChange({ hasPlan: event.target.value === true })}
      />
      {problems && (
        <PlanFields
          draft={draft.plan}
          problems={problems}
          mayStart
          position={-1}
          onChange={plan => onChange({ plan })}
        />
      )}
    </>
  )
}
