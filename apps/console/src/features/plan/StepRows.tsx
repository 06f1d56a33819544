import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useMessages } from '@portico/shared-ui/react'
import { Button, Input, Select } from 'antd'
import { type ReactNode, useId } from 'react'
import { FieldProblem } from '../../ui/Field.tsx'
import { BAKE_UNITS, type BakeUnit, MAX_STEPS, newStep, type StepDraft } from './plan-draft.ts'
import { planFieldsMessages } from './plan-fields.messages.ts'
import type { PlanProblems, StepProblem } from './plan-problems.ts'

interface StepRowsProps {
  steps: StepDraft[]
  problems: PlanProblems['steps']
  onChange: (steps: StepDraft[]) => void
}

export function StepRows({ steps, problems, onChange }: StepRowsProps): ReactNode {
  const t = useMessages(planFieldsMessages)
  return (
    <fieldset className="con-fieldset">
      <legend>{t.steps}</legend>
      <p className="con-hint">{t.stepsHint}</p>
      <ol className="con-plain con-plan-rows">
        {steps.map((step, index) => (
          <StepRow
            key={step.key}
            step={step}
            position={index + 1}
            problem={problems.get(step.key)}
            onChange={changed => onChange(steps.map(each => (each === step ? changed : each)))}
            onRemove={() => onChange(steps.filter(each => each !== step))}
          />
        ))}
      </ol>
      <Button
        size="small"
        icon={<PlusOutlined aria-hidden />}
        disabled={steps.length >= MAX_STEPS}
        onClick={() => onChange([...steps, newStep(steps)])}
      >
        {t.addStep}
      </Button>
    </fieldset>
  )
}

interface StepRowProps {
  step: StepDraft
  /** From 1. */
  position: number
  problem: StepProblem | undefined
  onChange: (step: StepDraft) => void
  onRemove: () => void
}

function StepRow({ step, position, problem, onChange, onRemove }: StepRowProps): ReactNode {
  const t = useMessages(planFieldsMessages)
  const problemId = useId()
  const isShareWrong = problem === 'share' || problem === 'rising'
  const described = problem ? { 'aria-describedby': problemId } : {}
  return (
    <li className="con-plan-row">
      <Input
        {...described}
        aria-label={t.share(position)}
        aria-invalid={isShareWrong}
        status={isShareWrong ? 'error' : ''}
        inputMode="decimal"
        maxLength={6}
        value={step.percent}
        suffix="%"
        onChange={event => onChange({ ...step, percent: event.target.value })}
      />
      {position === 1 ? (
        <span className="con-hint con-plan-taken">{t.atStart}</span>
      ) : (
        <TakenSelect {...{ step, position, onChange }} />
      )}
      <span className="con-hint">{t.lookFor}</span>
      <Input
        {...described}
        aria-label={t.bake(position)}
        aria-invalid={problem === 'bake'}
        status={problem === 'bake' ? 'error' : ''}
        inputMode="numeric"
        maxLength={5}
        value={step.bake}
        onChange={event => onChange({ ...step, bake: event.target.value })}
      />
      <Select
        aria-label={t.unit(position)}
        value={step.unit}
        options={Object.keys(BAKE_UNITS).map(unit => ({
          value: unit as BakeUnit,
          label: t[unit as BakeUnit],
        }))}
        onChange={unit => onChange({ ...step, unit })}
      />
      <Button
        type="text"
        icon={<DeleteOutlined aria-hidden />}
        aria-label={t.removeStep(position)}
        onClick={onRemove}
      />
      {problem && (
        <div id={problemId} className="con-plan-row-problem">
          <FieldProblem>{t[`problem_${problem}`]}</FieldProblem>
        </div>
      )}
    </li>
  )
}

function TakenSelect({
  step,
  position,
  onChange,
}: Pick<StepRowProps, 'step' | 'position' | 'onChange'>): ReactNode {
  const t = useMessages(planFieldsMessages)
  return (
    <Select
      className="con-plan-taken"
      aria-label={t.taken(position)}
      value={step.isAutomatic}
      options={[
        { value: true, label: t.itself },
        { value: false, label: t.person },
      ]}
      onChange={isAutomatic => onChange({ ...step, isAutomatic })}
    />
  )
}
