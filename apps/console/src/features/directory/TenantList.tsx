import type { DirectoryEntry } from '@portico/identity-contract'
import {
  ClearableInput,
  DateText,
  EmptyState,
  PageHeader,
  useDebounced,
  useMessages,
  useTabTitle,
} from '@portico/shared-ui/react'
import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { PagedList } from '../../ui/PagedList.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { directoryMessages } from './directory.messages.ts'
import { useTenants } from './use-directory.ts'

const TYPING_DELAY_MS = 250

export function TenantList(): ReactNode {
  const t = useMessages(directoryMessages)
  const [params, setParams] = useSearchParams()
  const asked = params.get('search') ?? ''
  const [typed, setTyped] = useState(asked)
  const settled = useDebounced(typed.trim(), TYPING_DELAY_MS)
  useEffect(() => {
    if (settled !== asked) setParams(settled === '' ? {} : { search: settled }, { replace: true })
  }, [settled, asked, setParams])
  const tenants = useTenants(settled)
  useTabTitle(t.title)
  return (
    <div className="p-page con-page">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      <div className="p-card">
        <search className="con-filters">
          <ClearableInput
            className="con-filter-search"
            type="search"
            aria-label={t.search}
            placeholder={t.search}
            value={typed}
            onChange={event => setTyped(event.target.value)}
          />
        </search>
        <PagedList
          pages={tenants}
          label={t.loading}
          empty={<Nothing search={settled} onClear={() => setTyped('')} />}
        >
          {items => <TenantTable items={items} />}
        </PagedList>
      </div>
    </div>
  )
}

function Nothing({ search, onClear }: { search: string; onClear: () => void }): ReactNode {
  const t = useMessages(directoryMessages)
  if (search === '') return <EmptyState title={t.none} />
  return (
    <EmptyState title={t.nothing}>
      <Button onClick={onClear}>{t.clear}</Button>
    </EmptyState>
  )
}

function TenantTable({ items }: { items: DirectoryEntry[] }): ReactNode {
  const t = useMessages(directoryMessages)
  return (
    <ScrollTable label={t.title}>
      <thead>
        <tr>
          <th scope="col">{t.name}</th>
          <th scope="col">{t.slug}</th>
          <th scope="col">{t.id}</th>
          <th scope="col">{t.plan}</th>
          <th scope="col">{t.region}</th>
          <th scope="col">{t.created}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ id, slug, name, plan, region, createdAt }) => (
          <tr key={id}>
            <th scope="row">
              <Link to={`/tenants/${encodeURIComponent(id)}`}>{name}</Link>
            </th>
            <td>{slug}</td>
            <td>
              <span className="con-code">{id}</span>
            </td>
            <td>{plan ?? t.unknown}</td>
            <td>{region ?? t.unknown}</td>
            <td>
              <DateText instant={createdAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}
