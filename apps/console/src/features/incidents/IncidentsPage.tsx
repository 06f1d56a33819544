import { PageHeader, useCleanSearch, useMessages, useTabTitle } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { every, STATE_MS } from '../../release-client/live.ts'
import { usePages } from '../../release-client/use-pages.ts'
import { IncidentList } from './IncidentList.tsx'
import { incidentsMessages } from './incidents.messages.ts'

/** Of every release, and of what all tenants have. */
export function IncidentsPage(): ReactNode {
  const t = useMessages(incidentsMessages)
  const incidents = usePages(['incidents'], 'listIncidents', { refetchInterval: every(STATE_MS) })
  useTabTitle(t.title)
  useCleanSearch(new URLSearchParams())
  return (
    <div className="p-page con-page">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      <section className="p-card">
        <IncidentList incidents={incidents} />
      </section>
    </div>
  )
}
