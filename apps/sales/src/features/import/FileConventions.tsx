import { useMessages } from '@portico/shared-ui/react'
import { Select } from 'antd'
import { type ReactNode, useId } from 'react'
import { type ColumnMapping, DATE_FORMATS } from './column-mapping.ts'
import { importMessages } from './import.messages.ts'

interface FileConventionsProps {
  mapping: ColumnMapping
  onChange: (mapping: ColumnMapping) => void
}

/** How the file writes dates, times and decimals. */
export function FileConventions({ mapping, onChange }: FileConventionsProps): ReactNode {
  const t = useMessages(importMessages)
  const id = useId()
  return (
    <div className="sales-conventions">
      <div className="sales-field">
        <label htmlFor={`${id}-date`}>{t.dateFormat}</label>
        <Select
          id={`${id}-date`}
          value={mapping.dateFormat}
          options={DATE_FORMATS.map(value => ({ value, label: t[value] }))}
          onChange={dateFormat => onChange({ ...mapping, dateFormat })}
        />
      </div>
      <div className="sales-field">
        <label htmlFor={`${id}-zone`}>{t.timeZone}</label>
        <Select
          id={`${id}-zone`}
          showSearch
          value={mapping.timeZone}
          options={timeZonesWith(mapping.timeZone).map(value => ({
            value,
            label: value.replaceAll('_', ' '),
          }))}
          onChange={timeZone => onChange({ ...mapping, timeZone })}
        />
      </div>
      <div className="sales-field">
        <label htmlFor={`${id}-mark`}>{t.decimalMark}</label>
        <Select<ColumnMapping['decimalMark']>
          id={`${id}-mark`}
          value={mapping.decimalMark}
          options={[
            { value: '.', label: t.point },
            { value: ',', label: t.comma },
          ]}
          onChange={decimalMark => onChange({ ...mapping, decimalMark })}
        />
      </div>
    </div>
  )
}

/** The browser's list leaves out aliases; the zone in use is always offered. */
function timeZonesWith(zone: string): string[] {
  const known = Intl.supportedValuesOf('timeZone')
  return known.includes(zone) ? known : [zone, ...known]
}
