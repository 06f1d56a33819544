import { SearchSelect, useFormats, useMessages } from '@portico/shared-ui/react'
import { Segmented } from 'antd'
import { type ReactNode, useId } from 'react'
import { operationsMessages } from './operations.messages.ts'
import {
  OPERATION_HOURS,
  type OperationFilter,
  type OperationOrder,
  type OperationReport,
  ORDERS,
} from './use-operations.ts'

interface OperationFiltersProps {
  filter: OperationFilter
  known: Pick<OperationReport, 'apps' | 'releases'>
  onChange: (filter: OperationFilter) => void
}

export function OperationFilters({ filter, known, onChange }: OperationFiltersProps): ReactNode {
  const t = useMessages(operationsMessages)
  const { integer } = useFormats()
  return (
    <search className="con-filters">
      <Segmented<number>
        aria-label={t.hours}
        value={filter.hours}
        options={OPERATION_HOURS.map(hours => ({ value: hours, label: t.ofHours(integer(hours)) }))}
        onChange={hours => onChange({ ...filter, hours })}
      />
      <Segmented<OperationOrder>
        aria-label={t.by}
        value={filter.by}
        options={ORDERS.map(by => ({ value: by, label: t[by] }))}
        onChange={by => onChange({ ...filter, by })}
      />
      <Choice
        label={t.app}
        all={t.allApps}
        value={filter.app}
        names={known.apps}
        onChange={app => onChange({ ...filter, app })}
      />
      <Choice
        label={t.release}
        all={t.allReleases}
        value={filter.releases}
        names={known.releases}
        onChange={releases => onChange({ ...filter, releases })}
      />
    </search>
  )
}

interface ChoiceProps {
  label: string
  all: string
  /** Empty: all. */
  value: string
  names: readonly string[]
  onChange: (value: string) => void
}

function Choice({ label, all, value, names, onChange }: ChoiceProps): ReactNode {
  const t = useMessages(operationsMessages)
  const id = useId()
  const named = [...new Set([...names, value])].filter(name => name !== '')
  const options = named.map(name => ({ value: name, label: name === 'stable' ? t.stable : name }))
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <SearchSelect
        id={id}
        value={value}
        options={[{ value: '', label: all }, ...options]}
        onChange={onChange}
      />
    </>
  )
}
