import type { Release } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { every, STATE_MS } from '../../release-client/live.ts'
import { usePages } from '../../release-client/use-pages.ts'
import { Card } from '../../ui/Card.tsx'
import { IncidentList } from './IncidentList.tsx'
import { incidentsMessages } from './incidents.messages.ts'

/** What went wrong in tabs that live on a release. */
export function Incidents({ release }: { release: Release }): ReactNode {
  const t = useMessages(incidentsMessages)
  const incidents = usePages(['incidents', release.id], 'listIncidents', {
    query: { release: release.id },
    refetchInterval: release.state === 'gray' ? every(STATE_MS) : () => false,
  })
  return (
    <Card title={t.title}>
      <IncidentList incidents={incidents} />
    </Card>
  )
}
