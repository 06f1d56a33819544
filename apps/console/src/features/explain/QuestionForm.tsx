import { SearchSelect, useMessages } from '@portico/shared-ui/react'
import { Button, Input, Segmented } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Field } from '../../ui/Field.tsx'
import { useArtifactNames } from '../artifacts/use-artifact-names.ts'
import { TenantPicker } from '../directory/TenantPicker.tsx'
import { explainMessages } from './explain.messages.ts'
import type { ExplainQuestion } from './use-explanation.ts'

interface QuestionFormProps {
  question: ExplainQuestion | null
  onAsk: (question: ExplainQuestion) => void
}

export function QuestionForm({ question, onAsk }: QuestionFormProps): ReactNode {
  const t = useMessages(explainMessages)
  const isOfRequest = question !== null && 'request' in question
  const [by, setBy] = useState<'tenant' | 'request'>(isOfRequest ? 'request' : 'tenant')
  const [tenant, setTenant] = useState(question && 'tenant' in question ? question.tenant : '')
  const [app, setApp] = useState(question && 'app' in question ? question.app : '')
  const [request, setRequest] = useState(isOfRequest ? question.request : '')
  const [isChecked, setChecked] = useState(false)
  const wanted = (by === 'tenant' ? tenant : request).trim()
  const problem = isChecked && wanted === '' && t.missing
  const ask = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (wanted !== '') onAsk(by === 'tenant' ? { tenant: wanted, app } : { request: wanted })
  }
  return (
    <form className="p-card con-question" onSubmit={ask} noValidate>
      <Segmented<'tenant' | 'request'>
        aria-label={t.title}
        value={by}
        options={[
          { value: 'tenant', label: t.byTenant },
          { value: 'request', label: t.byRequest },
        ]}
        onChange={setBy}
      />
      {by === 'tenant' ? (
        <>
          <Field label={t.tenant} hint={t.tenantHint} problem={problem}>
            {control => <TenantPicker control={control} value={tenant} onChange={setTenant} />}
          </Field>
          <AppField value={app} onChange={setApp} />
        </>
      ) : (
        <Field label={t.request} hint={t.requestHint} problem={problem}>
          {control => (
            <Input {...control} value={request} onChange={event => setRequest(event.target.value)} />
          )}
        </Field>
      )}
      <Button type="primary" htmlType="submit">
        {t.explain}
      </Button>
    </form>
  )
}

function AppField({ value, onChange }: { value: string; onChange: (app: string) => void }): ReactNode {
  const t = useMessages(explainMessages)
  const names = useArtifactNames()
  return (
    <Field label={t.app}>
      {({ id }) => (
        <SearchSelect
          id={id}
          value={value}
          options={[{ value: '', label: t.anyApp }, ...names.map(name => ({ value: name, label: name }))]}
          onChange={onChange}
        />
      )}
    </Field>
  )
}
