import { useFormats, useMessages } from '@portico/shared-ui/react'
import { Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { Field } from '../../ui/Field.tsx'
import { FreezeRows } from './FreezeRows.tsx'
import { PlanPicture } from './PlanPicture.tsx'
import { type PlanDraft, stepsOf } from './plan-draft.ts'
import { planFieldsMessages } from './plan-fields.messages.ts'
import type { PlanProblems } from './plan-problems.ts'
import { StepRows } from './StepRows.tsx'
import { instantOfWallClock } from './wall-clock.ts'

const ENDS = ['ask', 'automatic', 'stay'] as const

interface PlanFieldsProps {
  draft: PlanDraft
  problems: PlanProblems
  /** False: the release runs already. */
  mayStart: boolean
  /** Of the step in force; -1 before the first. */
  position: number
  onChange: (draft: PlanDraft) => void
}

/** A plan as it is being made; what is wrong is marked while it is typed, and the picture follows. */
export function PlanFields({ draft, problems, mayStart, position, onChange }: PlanFieldsProps): ReactNode {
  const t = useMessages(planFieldsMessages)
  const change = (patch: Partial<PlanDraft>) => onChange({ ...draft, ...patch })
  return (
    <>
      <PlanPicture label={t.picture} plan={{ steps: stepsOf(draft), position }} />
      <StepRows steps={draft.steps} problems={problems.steps} onChange={steps => change({ steps })} />
      <Field label={t.end} problem={problems.plan && t[`problem_${problems.plan}`]}>
        {({ id, status }) => (
          <Select
            id={id}
            status={status}
            value={draft.end}
            options={ENDS.map(end => ({ value: end, label: t[end] }))}
            onChange={end => change({ end })}
          />
        )}
      </Field>
      {mayStart && (
        <StartField draft={draft} problem={problems.start} onChange={startsAt => change({ startsAt })} />
      )}
      <FreezeRows
        freezes={draft.freezes}
        problems={problems.freezes}
        timeZone={draft.timeZone}
        onChange={freezes => change({ freezes })}
      />
    </>
  )
}

interface StartFieldProps {
  draft: PlanDraft
  problem: PlanProblems['start']
  onChange: (startsAt: string) => void
}

function StartField({ draft: { startsAt, timeZone }, problem, onChange }: StartFieldProps): ReactNode {
  const t = useMessages(planFieldsMessages)
  const { zonedTime } = useFormats()
  const instant = instantOfWallClock(startsAt, timeZone)
  return (
    <Field
      label={t.start(timeZone)}
      hint={instant ? t.startIs(zonedTime(instant.toISOString())) : t.startHint}
      problem={problem && t[`problem_${problem}`]}
    >
      {control => (
        <Input
          {...control}
          type="datetime-local"
          value={startsAt}
          onChange={event => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
