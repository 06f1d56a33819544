import { PageHeader, useCleanSearch, useMessages, useTabTitle } from '@portico/shared-ui/react'
import { Tabs } from 'antd'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { BaselineHistory } from './BaselineHistory.tsx'
import { ServedSnapshots } from './ServedSnapshots.tsx'
import { snapshotsMessages } from './snapshots.messages.ts'

export function SnapshotsPage(): ReactNode {
  const t = useMessages(snapshotsMessages)
  const [search, setSearch] = useSearchParams()
  const view = search.get('view') === 'served' ? 'served' : 'history'
  useTabTitle(t.title)
  useCleanSearch(new URLSearchParams(view === 'served' ? { view } : {}))
  return (
    <div className="p-page con-page">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      <section className="p-card">
        <Tabs
          className="con-tabs"
          activeKey={view}
          onChange={key => setSearch(key === 'served' ? { view: 'served' } : {}, { replace: true })}
          destroyOnHidden
          items={[
            { key: 'history', label: t.history, children: <BaselineHistory /> },
            { key: 'served', label: t.served, children: <ServedSnapshots /> },
          ]}
        />
      </section>
    </div>
  )
}
