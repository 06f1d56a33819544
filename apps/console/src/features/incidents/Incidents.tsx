import type { Incident, Release } from '@portico/release'
import { defineMessages } from '@portico/shared-ui'
import { StatusTag, useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { every, STATE_MS } from '../../release-client/live.ts'
import { usePages } from '../../release-client/use-pages.ts'
import { Card } from '../../ui/Card.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { TenantName } from '../directory/TenantName.tsx'

const messages = defineMessages({
  en: {
    title: 'Incidents',
    loading: 'Loading incidents',
    none: 'No incident so far.',
    seen: (count: string, isOne: boolean) => (isOne ? 'once' : `${count} times`),
    tenant: 'tenant',
    fellBack: (version: string) => `fell back to ${version}`,
    noFallback: 'no fallback',
    first: 'First',
    last: 'Last',
  },
  'zh-CN': {
    title: '事件',
    loading: '正在加载事件',
    none: '目前没有事件。',
    seen: count => `${count} 次`,
    tenant: '租户',
    fellBack: version => `已回退到 ${version}`,
    noFallback: '没有回退',
    first: '首次',
    last: '最近',
  },
})

/** What went wrong in tabs that live on a release. */
export function Incidents({ release }: { release: Release }): ReactNode {
  const t = useMessages(messages)
  const incidents = usePages<Incident>(['incidents', release.id], '/incidents', {
    query: { release: release.id },
    refetchInterval: release.state === 'gray' ? every(STATE_MS) : () => false,
  })
  return (
    <Card title={t.title}>
      <PagedList
        pages={incidents}
        label={t.loading}
        rows={2}
        empty={<p className="con-faint con-pad">{t.none}</p>}
      >
        {items => (
          <ul className="con-plain con-incidents">
            {items.map(incident => (
              <IncidentRow key={incident.id} incident={incident} />
            ))}
          </ul>
        )}
      </PagedList>
    </Card>
  )
}

function IncidentRow({ incident }: { incident: Incident }): ReactNode {
  const t = useMessages(messages)
  const { integer } = useFormats()
  const { app, version, tenantId, code, message, fallback, firstAt, lastAt, count } = incident
  return (
    <li className="con-incident">
      <div className="con-incident-head">
        <StatusTag tone={fallback ? 'warning' : 'danger'}>{code}</StatusTag>
        <strong>
          {app} <span className="con-version">{version}</span>
        </strong>
        <span>{t.seen(integer(count), count === 1)}</span>
        <span className="con-faint">
          {t.tenant} <TenantName tenantId={tenantId} /> · {fallback ? t.fellBack(fallback) : t.noFallback}
        </span>
      </div>
      <p className="con-incident-message">{message}</p>
      <p className="con-faint">
        {t.first} <ZonedTime instant={firstAt} /> · {t.last} <ZonedTime instant={lastAt} />
      </p>
    </li>
  )
}
