import type { Release, ReleaseTenant } from '@portico/release'
import { defineMessages } from '@portico/shared-ui'
import { EmptyState, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { every, STATE_MS } from '../../release-client/live.ts'
import { usePages } from '../../release-client/use-pages.ts'
import { Card } from '../../ui/Card.tsx'
import { PagedList } from '../../ui/PagedList.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { decisionMessages } from '../decision/decision.messages.ts'
import { TenantName } from '../directory/TenantName.tsx'
import { useTenantName } from '../directory/tenant-names.ts'

const messages = defineMessages({
  en: {
    title: 'Tenants on it',
    loading: 'Loading tenants',
    tenant: 'Tenant',
    why: 'Why',
    lastSeen: 'Last seen',
    explain: 'Explain',
    explainOf: (tenant: string) => `Explain ${tenant}`,
    none: 'No tenant was seen on it yet',
    noneText: 'Tenants appear here with their first page.',
  },
  'zh-CN': {
    title: '使用中的租户',
    loading: '正在加载租户',
    tenant: '租户',
    why: '原因',
    lastSeen: '最近出现',
    explain: '说明',
    explainOf: tenant => `说明 ${tenant}`,
    none: '尚未有租户使用',
    noneText: '租户打开第一个页面后会出现在这里。',
  },
})

/** Who was seen on a release lately, and the rule that put them there. */
export function ReleaseTenants({ release }: { release: Release }): ReactNode {
  const t = useMessages(messages)
  const tenants = usePages(['release', release.id, 'tenants'], 'listReleaseTenants', {
    params: { id: release.id },
    refetchInterval: release.state === 'gray' ? every(STATE_MS) : () => false,
  })
  return (
    <Card title={t.title}>
      <PagedList pages={tenants} label={t.loading} empty={<EmptyState title={t.none} text={t.noneText} />}>
        {items => <TenantTable items={items} />}
      </PagedList>
    </Card>
  )
}

function TenantTable({ items }: { items: ReleaseTenant[] }): ReactNode {
  const t = useMessages(messages)
  const reasons = useMessages(decisionMessages)
  return (
    <ScrollTable label={t.title}>
      <thead>
        <tr>
          <th scope="col">{t.tenant}</th>
          <th scope="col">{t.why}</th>
          <th scope="col">{t.lastSeen}</th>
          <th scope="col">
            <span className="p-hidden">{t.explain}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ tenantId, reason, lastSeenAt }) => (
          <tr key={tenantId}>
            <th scope="row">
              <TenantName tenantId={tenantId} />
            </th>
            <td>
              {reasons[reason]} <span className="con-code">{reason}</span>
            </td>
            <td>
              <ZonedTime instant={lastSeenAt} />
            </td>
            <td>
              <ExplainLink tenantId={tenantId} />
            </td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}

function ExplainLink({ tenantId }: { tenantId: string }): ReactNode {
  const t = useMessages(messages)
  const name = useTenantName(tenantId)?.name ?? tenantId
  return (
    <Link to={`/explain?tenant=${encodeURIComponent(tenantId)}`} aria-label={t.explainOf(name)}>
      {t.explain}
    </Link>
  )
}
