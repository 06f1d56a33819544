import { DeleteOutlined } from '@ant-design/icons'
import type { Constraint } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { Button, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { FieldProblem } from '../../ui/Field.tsx'
import { audienceMessages } from './audience.messages.ts'
import { type ConditionDraft, operatorsOf } from './audience-draft.ts'

const ATTRIBUTES = ['plan', 'region', 'createdAt'] as const

interface ConditionRowProps {
  condition: ConditionDraft
  /** From 1. */
  position: number
  isWrong: boolean
  onChange: (condition: ConditionDraft) => void
  onRemove: () => void
}

export function ConditionRow(props: ConditionRowProps): ReactNode {
  const { condition, position, isWrong, onChange, onRemove } = props
  const t = useMessages(audienceMessages)
  const { attribute } = condition
  const chooseAttribute = (chosen: Constraint['attribute']) =>
    onChange({ ...condition, attribute: chosen, operator: operatorsOf(chosen)[0] ?? 'in' })
  return (
    <li className="con-condition">
      <Select
        aria-label={t.attribute(position)}
        value={attribute}
        options={ATTRIBUTES.map(value => ({ value, label: t[value] }))}
        onChange={chooseAttribute}
      />
      <Select
        aria-label={t.operator(position)}
        value={condition.operator}
        options={operatorsOf(attribute).map(value => ({ value, label: t[value] }))}
        onChange={operator => onChange({ ...condition, operator })}
      />
      <div className="con-condition-value">
        <ConditionValue {...props} />
        {isWrong && <FieldProblem>{attribute === 'createdAt' ? t.dayProblem : t.valuesProblem}</FieldProblem>}
      </div>
      <Button
        type="text"
        icon={<DeleteOutlined aria-hidden />}
        aria-label={t.removeCondition(position)}
        onClick={onRemove}
      />
    </li>
  )
}

function ConditionValue({ condition, position, isWrong, onChange }: ConditionRowProps): ReactNode {
  const t = useMessages(audienceMessages)
  const status = isWrong ? 'error' : ''
  if (condition.attribute === 'createdAt') {
    return (
      <Input
        type="date"
        status={status}
        aria-label={t.value(position)}
        title={t.dayHint}
        value={condition.day}
        onChange={event => onChange({ ...condition, day: event.target.value })}
      />
    )
  }
  return (
    <Select
      mode="tags"
      open={false}
      suffixIcon={null}
      status={status}
      aria-label={t.value(position)}
      placeholder={t.valuesPlaceholder}
      tokenSeparators={[',', ' ', '，']}
      value={condition.values}
      onChange={(values: string[]) => onChange({ ...condition, values: values.map(each => each.trim()) })}
    />
  )
}
