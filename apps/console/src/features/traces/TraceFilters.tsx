import { ClearableInput, useMessages } from '@portico/shared-ui/react'
import { Button, Checkbox, Input } from 'antd'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Field } from '../../ui/Field.tsx'
import { TenantPicker } from '../directory/TenantPicker.tsx'
import { useResolveTenant } from '../directory/use-resolve-tenants.ts'
import { tracesMessages } from './traces.messages.ts'
import type { TraceFilter } from './use-traces.ts'

const ID = /^[\da-f]{32}$/

interface TraceFiltersProps {
  filter: TraceFilter
  onFind: (filter: TraceFilter) => void
  onOpen: (id: string) => void
}

/** An id opens its trace; anything else is looked for. */
export function TraceFilters({ filter, onFind, onOpen }: TraceFiltersProps): ReactNode {
  const t = useMessages(tracesMessages)
  const [draft, setDraft] = useState(filter)
  const [id, setId] = useState('')
  const [isChecked, setChecked] = useState(false)
  const typedId = id.trim().toLowerCase()
  const isWrong = typedId !== '' && !ID.test(typedId)
  const resolve = useResolveTenant()
  const find = async (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (isWrong) return
    if (typedId !== '') return onOpen(typedId)
    onFind({ ...draft, tenant: await resolve(draft.tenant) })
  }
  const text = (name: 'subject' | 'name' | 'service') => (
    <Field label={t[name]}>
      {control => (
        <ClearableInput
          {...control}
          value={draft[name]}
          onChange={event => setDraft({ ...draft, [name]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <form className="con-trace-filters" onSubmit={event => void find(event)} noValidate>
      <Field label={t.id} hint={t.idHint} problem={isChecked && isWrong && t.idWrong}>
        {control => <Input {...control} value={id} onChange={event => setId(event.target.value)} />}
      </Field>
      {text('subject')}
      {text('name')}
      <Field label={t.tenant}>
        {control => (
          <TenantPicker
            control={control}
            value={draft.tenant}
            onChange={tenant => setDraft({ ...draft, tenant })}
          />
        )}
      </Field>
      {text('service')}
      <div className="con-trace-actions">
        <Checkbox
          checked={draft.failed}
          onChange={event => setDraft({ ...draft, failed: event.target.checked })}
        >
          {t.failed}
        </Checkbox>
        <Button type="primary" htmlType="submit">
          {t.find}
        </Button>
      </div>
    </form>
  )
}
