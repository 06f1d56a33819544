import { PlusOutlined } from '@ant-design/icons'
import { useMessages } from '@portico/shared-ui/react'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { audienceMessages } from './audience.messages.ts'
import { type AudienceProblems, type ConditionDraft, newCondition } from './audience-draft.ts'
import { ConditionRow } from './ConditionRow.tsx'

interface ConditionListProps {
  conditions: ConditionDraft[]
  /** Empty before the first try to save. */
  problems: AudienceProblems['conditions']
  onChange: (conditions: ConditionDraft[]) => void
}

export function ConditionList({ conditions, problems, onChange }: ConditionListProps): ReactNode {
  const t = useMessages(audienceMessages)
  return (
    <fieldset className="con-fieldset">
      <legend>{t.conditions}</legend>
      <p className="con-hint">{conditions.length === 0 ? t.noConditions : t.conditionsHint}</p>
      <ul className="con-plain">
        {conditions.map((condition, index) => (
          <ConditionRow
            key={condition.key}
            condition={condition}
            position={index + 1}
            isWrong={problems.has(condition.key)}
            onChange={changed => onChange(conditions.map(each => (each === condition ? changed : each)))}
            onRemove={() => onChange(conditions.filter(each => each !== condition))}
          />
        ))}
      </ul>
      <Button
        size="small"
        icon={<PlusOutlined aria-hidden />}
        onClick={() => onChange([...conditions, newCondition(conditions)])}
      >
        {t.addCondition}
      </Button>
    </fieldset>
  )
}
