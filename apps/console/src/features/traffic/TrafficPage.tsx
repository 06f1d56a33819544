import { SearchSelect, useCleanSearch, useFormats, useMessages, useTabTitle } from '@portico/shared-ui/react'
import { Button, Segmented } from 'antd'
import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { useSearchParams } from 'react-router'
import { Card } from '../../ui/Card.tsx'
import { EmptyCard } from '../../ui/EmptyCard.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { RefreshHeader } from '../../ui/RefreshHeader.tsx'
import { TenantPicker } from '../directory/TenantPicker.tsx'
import { useResolveTenant } from '../directory/use-resolve-tenants.ts'
import { StatementText } from './StatementText.tsx'
import { TrafficTable } from './TrafficTable.tsx'
import { trafficMessages } from './traffic.messages.ts'
import {
  readTrafficFilter,
  SPANS_OF_TIME,
  type TrafficFilter,
  type TrafficSummary,
  useTraffic,
  writeTrafficFilter,
} from './use-traffic.ts'

export function TrafficPage(): ReactNode {
  const t = useMessages(trafficMessages)
  const [search, setSearch] = useSearchParams()
  const filter = readTrafficFilter(search)
  const traffic = useTraffic(filter)
  useTabTitle(t.title)
  useCleanSearch(new URLSearchParams(writeTrafficFilter(filter)))
  return (
    <div className="p-page con-page">
      <RefreshHeader title={t.title} subtitle={t.subtitle} query={traffic} />
      <TrafficFilters
        filter={filter}
        calls={traffic.data?.calls ?? []}
        onChange={next => setSearch(writeTrafficFilter(next), { replace: true })}
      />
      <Loaded query={traffic} label={t.loading}>
        {summary => <Summary summary={summary} />}
      </Loaded>
    </div>
  )
}

interface TrafficFiltersProps {
  filter: TrafficFilter
  calls: TrafficSummary['calls']
  onChange: (filter: TrafficFilter) => void
}

function TrafficFilters({ filter, calls, onChange }: TrafficFiltersProps): ReactNode {
  const t = useMessages(trafficMessages)
  const { integer } = useFormats()
  const id = useId()
  const names = new Set([...calls.flatMap(({ caller, service }) => [caller, service]), filter.service])
  const options = [...names].filter(name => name !== '').toSorted()
  return (
    <search className="con-filters">
      <Segmented<number>
        aria-label={t.minutes}
        value={filter.minutes}
        options={SPANS_OF_TIME.map(minutes => ({ value: minutes, label: t.ofMinutes(integer(minutes)) }))}
        onChange={minutes => onChange({ ...filter, minutes })}
      />
      <label htmlFor={id}>{t.service}</label>
      <SearchSelect
        id={id}
        value={filter.service}
        options={[{ value: '', label: t.all }, ...options.map(name => ({ value: name, label: name }))]}
        onChange={service => onChange({ ...filter, service })}
      />
      <TenantFilter
        key={filter.tenant}
        value={filter.tenant}
        onChange={tenant => onChange({ ...filter, tenant })}
      />
    </search>
  )
}

interface TenantFilterProps {
  /** An id. */
  value: string
  onChange: (tenant: string) => void
}

/** What is typed counts when it is sent: half a name is no tenant. */
function TenantFilter({ value, onChange }: TenantFilterProps): ReactNode {
  const t = useMessages(trafficMessages)
  const id = useId()
  const resolve = useResolveTenant()
  const [typed, setTyped] = useState(value)
  const show = async (event: FormEvent) => {
    event.preventDefault()
    onChange(await resolve(typed))
  }
  return (
    <form className="con-filters" onSubmit={event => void show(event)}>
      <label htmlFor={id}>{t.tenant}</label>
      <TenantPicker control={{ id, 'aria-invalid': false, status: '' }} value={typed} onChange={setTyped} />
      <Button htmlType="submit">{t.show}</Button>
    </form>
  )
}

function Summary({ summary }: { summary: TrafficSummary }): ReactNode {
  const t = useMessages(trafficMessages)
  const { integer } = useFormats()
  const { parts, isCut, calls, operations, statements } = summary
  if (parts === 0) return <EmptyCard title={t.none} text={t.noneText} />
  return (
    <div className="con-trace">
      <p className="con-faint">
        {t.sample(integer(parts))} {isCut && t.cut}
      </p>
      <Card title={t.calls}>
        <TrafficTable
          label={t.calls}
          heads={[t.from, t.to, t.revision]}
          rows={calls.map(call => ({
            ...call,
            key: `${call.caller} ${call.service} ${call.revision}`,
            cells: [call.caller, call.service, call.revision || t.unknown],
          }))}
        />
      </Card>
      <Card title={t.operations}>
        <TrafficTable
          label={t.operations}
          heads={[t.operation]}
          rows={operations.map(one => ({ ...one, key: one.name, cells: [one.name] }))}
        />
      </Card>
      <Card title={t.statements}>
        <TrafficTable
          label={t.statements}
          heads={[t.service, t.statement]}
          rows={statements.map(one => ({
            ...one,
            key: `${one.service} ${one.fingerprint}`,
            cells: [one.service, <StatementText key={one.fingerprint} statement={one} />],
          }))}
        />
      </Card>
    </div>
  )
}
