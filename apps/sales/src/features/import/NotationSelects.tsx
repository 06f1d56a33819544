import { SearchSelect, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import type { ImportField } from '../../graph/graph.generated.ts'
import { holdsNumbers, type Notation } from './column-mapping.ts'
import { importMessages } from './import.messages.ts'
import { timeZonesWith } from './time-zones.ts'
import { wizardMessages } from './wizard.messages.ts'

interface NotationSelectsProps {
  header: string
  field: ImportField | null
  /** As a person said. */
  said: Notation
  onChange: (said: Notation) => void
}

/** How one column writes its values: found in the file until a person says otherwise. */
export function NotationSelects({ field, ...props }: NotationSelectsProps): ReactNode {
  if (field === 'DATE') return <DateNotation {...props} />
  if (field === null || !holdsNumbers(field)) return null
  return (
    <>
      <MarkNotation {...props} />
      {field === 'DISCOUNT' && <UnitNotation {...props} />}
    </>
  )
}

type PartProps = Omit<NotationSelectsProps, 'field'>

function DateNotation({ said, onChange, ...props }: PartProps): ReactNode {
  const t = useMessages(wizardMessages)
  const words = useMessages(importMessages)
  const orders = (['DMY', 'MDY', 'YMD'] as const).map(value => ({ value, label: words[value] }))
  const zones = timeZonesWith(said.timeZone ?? '').map(value => ({
    value,
    label: value.replaceAll('_', ' '),
  }))
  return (
    <>
      <NotationSelect
        {...props}
        label={t.dateOrder}
        value={said.dateFormat}
        options={orders}
        onChange={dateFormat => onChange({ dateFormat })}
      />
      <NotationSelect
        {...props}
        label={t.zone}
        value={said.timeZone}
        options={zones}
        onChange={timeZone => onChange({ timeZone })}
      />
    </>
  )
}

function MarkNotation({ said, onChange, ...props }: PartProps): ReactNode {
  const t = useMessages(wizardMessages)
  const words = useMessages(importMessages)
  return (
    <NotationSelect
      {...props}
      label={t.mark}
      value={said.decimalMark}
      options={[
        { value: '.', label: words.point },
        { value: ',', label: words.comma },
      ]}
      onChange={decimalMark => onChange({ decimalMark })}
    />
  )
}

function UnitNotation({ said, onChange, ...props }: PartProps): ReactNode {
  const t = useMessages(wizardMessages)
  return (
    <NotationSelect
      {...props}
      label={t.unit}
      value={said.discountUnit}
      options={(['SHARE', 'PERCENT', 'AMOUNT'] as const).map(value => ({ value, label: t[value] }))}
      onChange={discountUnit => onChange({ discountUnit })}
    />
  )
}

interface NotationSelectProps<Value extends string> {
  header: string
  label: string
  value: Value | null | undefined
  options: { value: Value; label: string }[]
  onChange: (value: Value | null) => void
}

const AS_FOUND = ''

function NotationSelect<Value extends string>(props: NotationSelectProps<Value>): ReactNode {
  const { header, label, value, options, onChange } = props
  const t = useMessages(wizardMessages)
  return (
    <SearchSelect<{ value: Value | ''; label: string }, Value | ''>
      className="sales-notation"
      popupMatchSelectWidth={false}
      aria-label={t.notationOf(label, header)}
      value={value ?? AS_FOUND}
      options={[{ value: AS_FOUND, label: `${label}: ${t.asFound}` }, ...options]}
      onChange={chosen => onChange(chosen === AS_FOUND ? null : chosen)}
    />
  )
}
