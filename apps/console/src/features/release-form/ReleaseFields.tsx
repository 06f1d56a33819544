import { useMessages } from '@portico/shared-ui/react'
import { Checkbox, Input } from 'antd'
import type { ReactNode } from 'react'
import { Card } from '../../ui/Card.tsx'
import { Field, FieldProblem } from '../../ui/Field.tsx'
import { guardrailsMessages } from '../guardrails/guardrails.messages.ts'
import type { PlanProblems } from '../plan/plan-problems.ts'
import { TextFields } from '../texts/TextFields.tsx'
import { AudienceSection } from './AudienceSection.tsx'
import { DraftReach } from './DraftReach.tsx'
import { GuardrailChoice } from './GuardrailChoice.tsx'
import { OverlayFields } from './OverlayFields.tsx'
import { OverlayRefusal } from './OverlayRefusal.tsx'
import { PlanChoice } from './PlanChoice.tsx'
import type { DraftProblems, ReleaseDraft } from './release-draft.ts'
import { releaseFormMessages } from './release-form.messages.ts'
import { type FormPlace, serverProblemsOf } from './server-problems.ts'

interface ReleaseFieldsProps {
  draft: ReleaseDraft
  /** Null before the first try to save. */
  problems: DraftProblems | null
  /** Marked from the first letter on: the usual plan it begins with is right. */
  planProblems: PlanProblems | null
  /** What the service answered to the last try. */
  error: unknown
  onChange: (patch: Partial<ReleaseDraft>) => void
}

/** All of a new release; what is wrong stands where it can be put right. */
export function ReleaseFields(props: ReleaseFieldsProps): ReactNode {
  const { draft, problems, planProblems, error, onChange } = props
  const t = useMessages(releaseFormMessages)
  const g = useMessages(guardrailsMessages)
  const refused = serverProblemsOf(error)
  const refusalOf = (place: FormPlace) => {
    const problem = refused[place]
    return problem && t.notAccepted(problem.code)
  }
  return (
    <>
      <Card title={t.overlay} isPadded>
        <p className="con-hint">{t.overlayHint}</p>
        {problems?.overlay.isEmpty && <FieldProblem>{t.nothing}</FieldProblem>}
        <OverlayRefusal problem={refused.overlay} error={error} />
        <OverlayFields
          draft={draft.overlay}
          problems={problems?.overlay ?? null}
          onChange={overlay => onChange({ overlay })}
        />
        <div>
          <Checkbox checked={draft.breaking} onChange={event => onChange({ breaking: event.target.checked })}>
            {t.breaking}
          </Checkbox>
          <p className="con-hint">{t.breakingHint}</p>
        </div>
      </Card>
      <Card title={t.texts} isPadded>
        <TextFields
          draft={draft.texts}
          problems={problems?.texts ?? null}
          serverProblems={{ title: refusalOf('title'), notes: refusalOf('notes') }}
          onChange={texts => onChange({ texts })}
        />
      </Card>
      <Card title={t.audience} isPadded>
        <AudienceSection
          draft={draft}
          problems={problems?.audience ?? null}
          refusals={{
            percentBp: refusalOf('percentBp'),
            allow: refusalOf('allow'),
            block: refusalOf('block'),
          }}
          onChange={onChange}
        />
        {refused.constraints && <FieldProblem>{refusalOf('constraints')}</FieldProblem>}
        <DraftReach draft={draft} />
      </Card>
      <Card title={g.title} isPadded>
        <GuardrailChoice draft={draft} problems={problems?.guardrails ?? null} onChange={onChange} />
        {refused.guardrails && <FieldProblem>{refusalOf('guardrails')}</FieldProblem>}
      </Card>
      <Card title={t.plan} isPadded>
        <PlanChoice draft={draft} problems={planProblems} onChange={onChange} />
        {refused.plan && <FieldProblem>{refusalOf('plan')}</FieldProblem>}
      </Card>
      <Card title={t.whyTitle} isPadded>
        <Field
          label={t.reason}
          hint={t.reasonHint}
          problem={problems?.reason ? t.reasonProblem : refusalOf('reason')}
        >
          {control => (
            <Input
              {...control}
              maxLength={500}
              value={draft.reason}
              onChange={event => onChange({ reason: event.target.value })}
            />
          )}
        </Field>
      </Card>
    </>
  )
}
