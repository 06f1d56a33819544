import { SearchSelect, useMessages } from '@portico/shared-ui/react'
import { type ReactNode, useId } from 'react'
import type { ColumnMapping } from './column-mapping.ts'
import { timeZonesWith } from './time-zones.ts'
import { wizardMessages } from './wizard.messages.ts'

interface FileConventionsProps {
  mapping: ColumnMapping
  onChange: (mapping: ColumnMapping) => void
}

/** What holds for the file as a whole. */
export function FileConventions({ mapping, onChange }: FileConventionsProps): ReactNode {
  const t = useMessages(wizardMessages)
  const id = useId()
  return (
    <div className="sales-conventions">
      <div className="sales-field">
        <label htmlFor={id}>{t.zoneOfFile}</label>
        <SearchSelect
          id={id}
          value={mapping.timeZone}
          options={timeZonesWith(mapping.timeZone).map(value => ({
            value,
            label: value.replaceAll('_', ' '),
          }))}
          onChange={timeZone => onChange({ ...mapping, timeZone })}
        />
      </div>
    </div>
  )
}
