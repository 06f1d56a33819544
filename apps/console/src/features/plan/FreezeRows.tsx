import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { SearchSelect, useMessages } from '@portico/shared-ui/react'
import { Button, Checkbox, Input } from 'antd'
import type { ReactNode } from 'react'
import { Field, FieldProblem } from '../../ui/Field.tsx'
import { type FreezeDraft, MAX_FREEZES, newFreeze } from './plan-draft.ts'
import { planFieldsMessages } from './plan-fields.messages.ts'
import type { FreezeProblem, PlanProblems } from './plan-problems.ts'
import { useDayNames } from './use-plan-words.ts'

interface FreezeRowsProps {
  freezes: FreezeDraft[]
  problems: PlanProblems['freezes']
  /** Of one that is added. */
  timeZone: string
  onChange: (freezes: FreezeDraft[]) => void
}

export function FreezeRows({ freezes, problems, timeZone, onChange }: FreezeRowsProps): ReactNode {
  const t = useMessages(planFieldsMessages)
  return (
    <fieldset className="con-fieldset">
      <legend>{t.freezes}</legend>
      <p className="con-hint">{freezes.length === 0 ? t.noFreezes : t.freezesHint}</p>
      {freezes.length > 0 && (
        <ul className="con-plain con-plan-rows">
          {freezes.map((freeze, index) => (
            <FreezeRow
              key={freeze.key}
              freeze={freeze}
              position={index + 1}
              problem={problems.get(freeze.key)}
              onChange={changed => onChange(freezes.map(each => (each === freeze ? changed : each)))}
              onRemove={() => onChange(freezes.filter(each => each !== freeze))}
            />
          ))}
        </ul>
      )}
      <Button
        size="small"
        icon={<PlusOutlined aria-hidden />}
        disabled={freezes.length >= MAX_FREEZES}
        onClick={() => onChange([...freezes, newFreeze(freezes, timeZone)])}
      >
        {t.addFreeze}
      </Button>
    </fieldset>
  )
}

interface FreezeRowProps {
  freeze: FreezeDraft
  /** From 1. */
  position: number
  problem: FreezeProblem | undefined
  onChange: (freeze: FreezeDraft) => void
  onRemove: () => void
}

function FreezeRow({ freeze, position, problem, onChange, onRemove }: FreezeRowProps): ReactNode {
  const t = useMessages(planFieldsMessages)
  const dayNames = useDayNames()
  const { from, to } = freeze
  const areClocksWrong = problem === 'clock' || problem === 'noLength'
  const isOverMidnight = !areClocksWrong && to < from
  return (
    <li>
      <fieldset className="con-freeze" aria-label={t.freeze(position)}>
        <div className="con-freeze-days">
          <Checkbox.Group
            aria-label={t.onDays}
            value={freeze.days}
            options={dayNames.map((label, index) => ({ value: index + 1, label }))}
            onChange={days => onChange({ ...freeze, days: days.toSorted((a, b) => a - b) })}
          />
          <Button
            type="text"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={t.removeFreeze(position)}
            onClick={onRemove}
          />
        </div>
        <ClockField
          label={t.from}
          value={from}
          isWrong={areClocksWrong}
          onChange={at => onChange({ ...freeze, from: at })}
        />
        <ClockField
          label={t.to}
          value={to}
          isWrong={areClocksWrong}
          onChange={at => onChange({ ...freeze, to: at })}
        />
        <Field label={t.zone}>
          {({ id }) => (
            <SearchSelect
              id={id}
              popupMatchSelectWidth={false}
              status={problem === 'zone' ? 'error' : ''}
              value={freeze.timeZone}
              options={zonesWith(freeze.timeZone)}
              onChange={timeZone => onChange({ ...freeze, timeZone })}
            />
          )}
        </Field>
        <div className="con-freeze-note">
          {problem ? (
            <FieldProblem>{t[`problem_${problem}`]}</FieldProblem>
          ) : (
            isOverMidnight && <p className="con-hint">{t.nextDay}</p>
          )}
        </div>
      </fieldset>
    </li>
  )
}

interface ClockFieldProps {
  label: string
  value: string
  isWrong: boolean
  onChange: (value: string) => void
}

function ClockField({ label, value, isWrong, onChange }: ClockFieldProps): ReactNode {
  return (
    <Field label={label}>
      {({ id }) => (
        <Input
          id={id}
          type="time"
          aria-invalid={isWrong}
          status={isWrong ? 'error' : ''}
          value={value}
          onChange={event => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

/** Those this browser knows, and the one that is set: another browser may know more. */
function zonesWith(timeZone: string): { value: string; label: string }[] {
  const names = new Set(['UTC', timeZone, ...Intl.supportedValuesOf('timeZone')])
  return [...names].map(name => ({ value: name, label: name }))
}
