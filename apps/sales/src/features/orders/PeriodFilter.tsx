import { useShell } from '@portico/micro-app/react'
import { dayInZone } from '@portico/shared-ui'
import { useMessages } from '@portico/shared-ui/react'
import { Input, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { ordersMessages } from './orders.messages.ts'
import { type DayRange, findPeriod, PERIODS, rangeOf } from './period.ts'

interface PeriodFilterProps {
  range: DayRange
  onChange: (range: DayRange) => void
}

/** The usual periods by name; days of one's own in two fields beside it. */
export function PeriodFilter({ range, onChange }: PeriodFilterProps): ReactNode {
  const t = useMessages(ordersMessages)
  const today = dayInZone(new Date(), useShell().session.info.tenant.timeZone)
  const [isOwnWanted, setOwnWanted] = useState(false)
  const isAny = range.from === '' && range.to === ''
  const period = findPeriod(range, today)
  const chosen = isOwnWanted || (!isAny && period === null) ? 'OWN' : (period ?? 'ANY')

  const choose = (value: string) => {
    setOwnWanted(value === 'OWN')
    const known = PERIODS.find(candidate => candidate === value)
    if (known) onChange(rangeOf(known, today))
    if (value === 'ANY') onChange({ from: '', to: '' })
  }
  return (
    <>
      <Select
        className="sales-filter-period"
        aria-label={t.period}
        value={chosen}
        options={[
          { value: 'ANY', label: t.anyTime },
          ...PERIODS.map(value => ({ value, label: t[value] })),
          { value: 'OWN', label: t.ownDays },
        ]}
        onChange={choose}
      />
      {chosen === 'OWN' && <OwnDays range={range} onChange={onChange} />}
    </>
  )
}

function OwnDays({ range, onChange }: PeriodFilterProps): ReactNode {
  const t = useMessages(ordersMessages)
  return (
    <span className="sales-days">
      <Input
        type="date"
        aria-label={t.from}
        value={range.from}
        max={range.to || undefined}
        onChange={event => onChange({ from: event.target.value, to: range.to })}
      />
      <span aria-hidden>–</span>
      <Input
        type="date"
        aria-label={t.to}
        value={range.to}
        min={range.from || undefined}
        onChange={event => onChange({ from: range.from, to: event.target.value })}
      />
    </span>
  )
}
