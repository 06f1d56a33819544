import { useMessages } from '@portico/shared-ui/react'
import { Radio } from 'antd'
import type { ReactNode } from 'react'
import { GuardrailFields } from '../guardrails/GuardrailFields.tsx'
import type { GuardrailProblems } from '../guardrails/guardrail-draft.ts'
import { guardrailsMessages } from '../guardrails/guardrails.messages.ts'
import type { ReleaseDraft } from './release-draft.ts'

interface GuardrailChoiceProps {
  draft: ReleaseDraft
  problems: GuardrailProblems | null
  onChange: (patch: Partial<ReleaseDraft>) => void
}

export function GuardrailChoice({ draft, problems, onChange }: GuardrailChoiceProps): ReactNode {
  const t = useMessages(guardrailsMessages)
  return (
    <>
      <p className="con-hint">{t.intro}</p>
      <Radio.Group
        aria-label={t.title}
        value={draft.hasOwnGuardrails}
        options={[
          { value: false, label: t.usual },
          { value: true, label: t.own },
        ]}
        onChange={event => onChange({ hasOwnGuardrails: event.target.value === true })}
      />
      {draft.hasOwnGuardrails && (
        <GuardrailFields
          drafts={draft.guardrails}
          problems={problems}
          onChange={guardrails => onChange({ guardrails })}
        />
      )}
    </>
  )
}
