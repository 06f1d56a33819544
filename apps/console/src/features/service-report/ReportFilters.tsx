import { useFormats, useMessages } from '@portico/shared-ui/react'
import { Segmented, Tag } from 'antd'
import type { ReactNode } from 'react'
import { ReleaseNames } from './ReleaseNames.tsx'
import { serviceReportMessages } from './service-report.messages.ts'
import { REPORT_HOURS, type ReportFilter } from './use-service-report.ts'

interface ReportFiltersProps {
  filter: ReportFilter
  onChange: (filter: ReportFilter) => void
}

/** The time, and what the report is narrowed to; that is chosen in its tables. */
export function ReportFilters({ filter, onChange }: ReportFiltersProps): ReactNode {
  const t = useMessages(serviceReportMessages)
  const { integer } = useFormats()
  const { app, operation, releases } = filter
  return (
    <search className="con-filters">
      <Segmented<number>
        aria-label={t.hours}
        value={filter.hours}
        options={REPORT_HOURS.map(hours => ({ value: hours, label: t.ofHours(integer(hours)) }))}
        onChange={hours => onChange({ ...filter, hours })}
      />
      {app !== '' && (
        <OnlyTag label={t.app} onClear={() => onChange({ ...filter, app: '' })}>
          {app}
        </OnlyTag>
      )}
      {operation !== '' && (
        <OnlyTag label={t.operation} onClear={() => onChange({ ...filter, operation: '' })}>
          {operation}
        </OnlyTag>
      )}
      {releases !== '' && (
        <OnlyTag label={t.release} onClear={() => onChange({ ...filter, releases: '' })}>
          <ReleaseNames releases={releases} />
        </OnlyTag>
      )}
    </search>
  )
}

interface OnlyTagProps {
  label: string
  onClear: () => void
  children: ReactNode
}

function OnlyTag({ label, onClear, children }: OnlyTagProps): ReactNode {
  const t = useMessages(serviceReportMessages)
  return (
    <Tag closable={{ 'aria-label': t.clear(label) }} onClose={onClear}>
      {t.only} {label}: {children}
    </Tag>
  )
}
