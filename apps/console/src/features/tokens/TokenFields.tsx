import { useFormats, useMessages } from '@portico/shared-ui/react'
import { Checkbox, Input, Select } from 'antd'
import { type ReactNode, useId } from 'react'
import { Field, FieldProblem } from '../../ui/Field.tsx'
import { useReleasableNames } from '../artifacts/use-artifact-names.ts'
import { LIFETIMES_IN_DAYS, TOKEN_ACTIONS, type TokenDraft, type TokenProblems } from './token-draft.ts'
import { tokensMessages } from './tokens.messages.ts'

interface TokenFieldsProps {
  draft: TokenDraft
  /** Null before the first try. */
  problems: TokenProblems | null
  isNameTaken: boolean
  onChange: (draft: TokenDraft) => void
}

export function TokenFields({ draft, problems, isNameTaken, onChange }: TokenFieldsProps): ReactNode {
  const t = useMessages(tokensMessages)
  const { integer } = useFormats()
  const names = useReleasableNames()
  const actionsId = useId()
  const nameProblem = problems?.name ? t.nameProblem : isNameTaken && t.nameTaken
  return (
    <>
      <Field label={t.name} hint={t.nameHint} problem={nameProblem}>
        {control => (
          <Input
            {...control}
            maxLength={64}
            placeholder="sales-ci"
            value={draft.name}
            onChange={event => onChange({ ...draft, name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t.apps} hint={t.appsHint} problem={problems?.apps && t.appsProblem}>
        {({ id, status }) => (
          <Select
            id={id}
            status={status}
            mode="tags"
            value={draft.apps}
            options={[
              { value: '*', label: t.everything },
              ...names.map(name => ({ value: name, label: name })),
            ]}
            onChange={apps => onChange({ ...draft, apps })}
          />
        )}
      </Field>
      <div className="con-field">
        <span id={actionsId} className="con-label">
          {t.actions}
        </span>
        <Checkbox.Group
          aria-labelledby={actionsId}
          value={draft.actions}
          options={TOKEN_ACTIONS.map(action => ({ value: action, label: t[action] }))}
          onChange={chosen =>
            onChange({ ...draft, actions: TOKEN_ACTIONS.filter(action => chosen.includes(action)) })
          }
        />
        {problems?.actions && <FieldProblem>{t.actionsProblem}</FieldProblem>}
      </div>
      <Field label={t.expires}>
        {({ id }) => (
          <Select
            id={id}
            value={draft.lifetimeDays}
            options={LIFETIMES_IN_DAYS.map(days => ({ value: days, label: t.days(integer(days)) }))}
            onChange={lifetimeDays => onChange({ ...draft, lifetimeDays })}
          />
        )}
      </Field>
    </>
  )
}
