import type { ServiceInstance } from '@portico/release'
import { EmptyState, StatusTag, useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Card } from '../../ui/Card.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { TableHead } from '../../ui/TableHead.tsx'
import { useInstances } from '../status/use-status.ts'
import { instancesMessages } from './instances.messages.ts'

export function InstanceTable(): ReactNode {
  const t = useMessages(instancesMessages)
  const { integer } = useFormats()
  const query = useInstances()
  const instances = query.data ?? []
  const healthyCount = instances.filter(({ isHealthy }) => isHealthy).length
  return (
    <Card
      title={t.instances}
      extra={
        instances.length > 0 && (
          <span className="con-faint">{t.counts(integer(healthyCount), integer(instances.length))}</span>
        )
      }
    >
      <Loaded query={query} label={t.loading}>
        {items => <Rows items={items} />}
      </Loaded>
    </Card>
  )
}

function Rows({ items }: { items: ServiceInstance[] }): ReactNode {
  const t = useMessages(instancesMessages)
  const { integer } = useFormats()
  if (items.length === 0) return <EmptyState title={t.none} text={t.noneText} />
  return (
    <ScrollTable label={t.title} isStacked>
      <TableHead labels={[t.service, t.tag, t.version, t.health, t.url]} />
      <tbody>
        {items.toSorted(byServiceAndTag).map(({ id, service, tag, version, url, isHealthy, share }) => (
          <tr key={id}>
            <th scope="row">{service}</th>
            <td data-label={t.tag}>
              <StatusTag tone={tag === 'stable' ? 'neutral' : 'accent'}>{tag}</StatusTag>
            </td>
            <td data-label={t.version} className="con-version">
              {version}
            </td>
            <td data-label={t.health}>
              <StatusTag tone={isHealthy ? 'success' : 'danger'}>
                {isHealthy ? t.healthy : t.silent}
              </StatusTag>{' '}
              {share && (
                <StatusTag tone="warning">
                  {share.percent === 0 ? t.drained : t.share(`${integer(share.percent)} %`)}
                </StatusTag>
              )}
            </td>
            <td data-label={t.url}>
              <code className="con-code">{url}</code> <code className="con-code con-faint">{id}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}

function byServiceAndTag(a: ServiceInstance, b: ServiceInstance): number {
  return a.service.localeCompare(b.service) || a.tag.localeCompare(b.tag) || a.id.localeCompare(b.id)
}
