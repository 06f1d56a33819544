import { SuggestField, useFormats, useMessages } from '@portico/shared-ui/react'
import { Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { Field } from '../../ui/Field.tsx'
import { useCacheFigures } from '../cache/use-cache.ts'
import { TenantPicker } from '../directory/TenantPicker.tsx'
import { useInstances } from '../status/use-status.ts'
import type { DraftProps } from './draft-props.ts'
import { FIELDS_OF_KIND, numberRangeOf } from './intervention-draft.ts'
import { interventionsMessages } from './interventions.messages.ts'

/** What the chosen kind needs to know. */
export function EffectFields(props: DraftProps): ReactNode {
  const fields = FIELDS_OF_KIND[props.draft.kind]
  return (
    <>
      {fields.includes('operation') && <OperationField {...props} />}
      {fields.includes('field') && <GraphField {...props} />}
      {fields.includes('instance') && <InstanceField {...props} />}
      {fields.includes('tenant') && <TenantField {...props} />}
      {fields.includes('perSecond') && <NumberField {...props} name="perSecond" />}
      {fields.includes('percent') && <NumberField {...props} name="percent" />}
    </>
  )
}

/** Offers those that this gateway has answered of late. */
function OperationField({ draft, problems, onChange }: DraftProps): ReactNode {
  const t = useMessages(interventionsMessages)
  const seen = useCacheFigures().data?.operations ?? []
  const hint = draft.kind === 'limit' ? t.operationOrTenantHint : t.operationHint
  return (
    <Field label={t.operation} hint={hint} problem={problems.has('operation') && t.required}>
      {({ id, ...control }) => (
        <SuggestField
          id={id}
          value={draft.operation}
          options={seen.map(({ name }) => ({ value: name }))}
          onChange={operation => onChange({ ...draft, operation })}
        >
          <Input {...control} maxLength={128} />
        </SuggestField>
      )}
    </Field>
  )
}

function GraphField({ draft, problems, onChange }: DraftProps): ReactNode {
  const t = useMessages(interventionsMessages)
  return (
    <Field label={t.field} hint={t.fieldHint} problem={problems.has('field') && t.required}>
      {control => (
        <Input
          {...control}
          maxLength={257}
          value={draft.field}
          onChange={({ target }) => onChange({ ...draft, field: target.value })}
        />
      )}
    </Field>
  )
}

function InstanceField({ draft, problems, onChange }: DraftProps): ReactNode {
  const t = useMessages(interventionsMessages)
  const instances = useInstances().data ?? []
  return (
    <Field label={t.instance} hint={t.instanceHint} problem={problems.has('instance') && t.required}>
      {({ id, status }) => (
        <Select
          id={id}
          status={status}
          value={draft.instance === '' ? null : draft.instance}
          options={instances.map(({ id: value, service, tag, version, url }) => ({
            value,
            label: `${service} ${tag}@${version}, ${url}`,
          }))}
          onChange={instance => onChange({ ...draft, instance: instance ?? '' })}
        />
      )}
    </Field>
  )
}

function TenantField({ draft, problems, onChange }: DraftProps): ReactNode {
  const t = useMessages(interventionsMessages)
  const hint = draft.kind === 'budget' ? '' : t.tenantHint
  return (
    <Field label={t.tenant} hint={hint} problem={problems.has('tenant') && t.required}>
      {control => (
        <TenantPicker
          control={control}
          value={draft.tenant}
          onChange={tenant => onChange({ ...draft, tenant })}
        />
      )}
    </Field>
  )
}

function NumberField({
  draft,
  problems,
  onChange,
  name,
}: DraftProps & { name: 'perSecond' | 'percent' }): ReactNode {
  const t = useMessages(interventionsMessages)
  const { integer } = useFormats()
  const kind = name === 'perSecond' ? name : draft.kind === 'weigh' ? 'weighPercent' : 'budgetPercent'
  const [min, max] = numberRangeOf(draft.kind)
  const problem = problems.has(name) && t.outOfRange(integer(min), integer(max))
  return (
    <Field label={t[kind]} hint={t[`${kind}Hint`]} problem={problem}>
      {control => (
        <Input
          {...control}
          inputMode="numeric"
          maxLength={7}
          value={draft[name]}
          onChange={({ target }) => onChange({ ...draft, [name]: target.value })}
        />
      )}
    </Field>
  )
}
