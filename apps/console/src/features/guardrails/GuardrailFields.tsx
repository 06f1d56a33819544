import { useMessages } from '@portico/shared-ui/react'
import { Input, Switch } from 'antd'
import type { ReactNode } from 'react'
import { FieldProblem } from '../../ui/Field.tsx'
import type { GuardrailDraft, GuardrailProblems } from './guardrail-draft.ts'
import { guardrailsMessages } from './guardrails.messages.ts'

interface GuardrailFieldsProps {
  drafts: GuardrailDraft[]
  /** Null before the first try to save. */
  problems: GuardrailProblems | null
  onChange: (drafts: GuardrailDraft[]) => void
}

export function GuardrailFields({ drafts, problems, onChange }: GuardrailFieldsProps): ReactNode {
  const t = useMessages(guardrailsMessages)
  return (
    <>
      <ul className="con-plain con-guardrail-fields">
        {drafts.map(draft => (
          <GuardrailRow
            key={draft.metric}
            draft={draft}
            problems={problems}
            onChange={changed => onChange(drafts.map(each => (each === draft ? changed : each)))}
          />
        ))}
      </ul>
      {drafts.every(({ isOn }) => !isOn) && <p className="con-problem">{t.none}</p>}
    </>
  )
}

interface GuardrailRowProps {
  draft: GuardrailDraft
  problems: GuardrailProblems | null
  onChange: (draft: GuardrailDraft) => void
}

function GuardrailRow({ draft, problems, onChange }: GuardrailRowProps): ReactNode {
  const t = useMessages(guardrailsMessages)
  const { metric, isOn, limit, minSamples } = draft
  const isTime = metric === 'p95-ms'
  const isLimitWrong = problems?.limit.has(metric) ?? false
  const areSamplesWrong = problems?.minSamples.has(metric) ?? false
  return (
    <li className="con-guardrail-row" data-on={isOn}>
      <Switch
        size="small"
        aria-label={t[metric]}
        checked={isOn}
        onChange={checked => onChange({ ...draft, isOn: checked })}
      />
      <span className="con-guardrail-name">{t[metric]}</span>
      <Input
        aria-label={isTime ? t.factorLimit(t[metric]) : t.shareLimit(t[metric])}
        aria-invalid={isLimitWrong}
        status={isLimitWrong ? 'error' : ''}
        inputMode="decimal"
        disabled={!isOn}
        value={limit}
        suffix={isTime ? t.times : t.points}
        onChange={event => onChange({ ...draft, limit: event.target.value })}
      />
      <Input
        aria-label={t.samples(t[metric])}
        aria-invalid={areSamplesWrong}
        status={areSamplesWrong ? 'error' : ''}
        inputMode="numeric"
        disabled={!isOn}
        value={minSamples}
        suffix={t.needed}
        onChange={event => onChange({ ...draft, minSamples: event.target.value })}
      />
      {isLimitWrong && <FieldProblem>{isTime ? t.factorProblem : t.limitProblem}</FieldProblem>}
      {areSamplesWrong && <FieldProblem>{t.samplesProblem}</FieldProblem>}
    </li>
  )
}
