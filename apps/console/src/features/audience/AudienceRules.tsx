import { useMessages } from '@portico/shared-ui/react'
import { Checkbox, Radio } from 'antd'
import { type ReactNode, useId } from 'react'
import { audienceMessages } from './audience.messages.ts'
import { type AudienceDraft, type AudienceProblems, basisPointsOf } from './audience-draft.ts'
import { ConditionList } from './ConditionList.tsx'
import { PercentField } from './PercentField.tsx'

interface AudienceRulesProps {
  draft: AudienceDraft
  /** Null before the first try to save. */
  problems: AudienceProblems | null
  /** The largest percentage so far: below it the fate of those it brought in must be chosen. 0 for a new release. */
  keptBp: number
  /** What the server said about the percentage. */
  percentProblem?: ReactNode
  onChange: (draft: AudienceDraft) => void
}

const NONE: AudienceProblems['conditions'] = new Set()

/** Percentage, conditions and whether merchants may join: the rules of an audience. Its lists are apart. */
export function AudienceRules(props: AudienceRulesProps): ReactNode {
  const { draft, problems, keptBp, percentProblem, onChange } = props
  const t = useMessages(audienceMessages)
  const isLower = (basisPointsOf(draft.percentBp) ?? keptBp) < keptBp
  const change = (patch: Partial<AudienceDraft>) => onChange({ ...draft, ...patch })
  return (
    <div className="con-rules">
      <PercentField
        value={draft.percentBp}
        problem={problems?.percentBp ? t.percentProblem : percentProblem}
        onChange={percentBp => change({ percentBp })}
      />
      {isLower && <EvictChoice value={draft.evict} onChange={evict => change({ evict })} />}
      <ConditionList
        conditions={draft.conditions}
        problems={problems?.conditions ?? NONE}
        onChange={conditions => change({ conditions })}
      />
      <div>
        <Checkbox
          checked={draft.isOpenToJoin}
          onChange={event => change({ isOpenToJoin: event.target.checked })}
        >
          {t.openToJoin}
        </Checkbox>
        <p className="con-hint">{t.openToJoinHint}</p>
      </div>
    </div>
  )
}

/** Lowering a percentage says what becomes of those it brought in. */
function EvictChoice({ value, onChange }: { value: boolean; onChange: (evict: boolean) => void }): ReactNode {
  const t = useMessages(audienceMessages)
  const id = useId()
  return (
    <div className="con-evict">
      <span id={id} className="con-label">
        {t.lower}
      </span>
      <Radio.Group
        aria-labelledby={id}
        value={value}
        options={[
          { value: false, label: t.keep },
          { value: true, label: t.evict },
        ]}
        onChange={event => onChange(event.target.value === true)}
      />
    </div>
  )
}
