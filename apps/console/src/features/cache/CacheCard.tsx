import type { CachedAnswer, CachedEntity, CacheFigures, OperationUses } from '@portico/release'
import { EmptyState, useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Card } from '../../ui/Card.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { TableHead } from '../../ui/TableHead.tsx'
import { useMayAdminister } from '../../ui/use-may-write.ts'
import { cacheMessages } from './cache.messages.ts'
import { DropCacheButton } from './DropCacheButton.tsx'
import { useCacheFigures } from './use-cache.ts'

const MOST_SHOWN = 20

/** How often the gateway finds what it is asked for, and a way to have it forget. */
export function CacheCard(): ReactNode {
  const t = useMessages(cacheMessages)
  const figures = useCacheFigures()
  const mayAdminister = useMayAdminister()
  return (
    <Card title={t.title} actions={mayAdminister && <DropCacheButton figures={figures.data ?? null} />}>
      <Loaded query={figures} label={t.loading}>
        {known => <Tables figures={known} />}
      </Loaded>
    </Card>
  )
}

function Tables({ figures: { operations, entities, keys } }: { figures: CacheFigures }): ReactNode {
  const t = useMessages(cacheMessages)
  if (operations.length === 0 && entities.length === 0) return <EmptyState title={t.none} text={t.noneText} />
  return (
    <>
      <p className="con-faint con-cache-text">{t.subtitle}</p>
      {operations.length > 0 && <OperationTable operations={operations} />}
      {entities.length > 0 && <EntityTable entities={entities} />}
      {keys.length > 0 && <KeyTable keys={keys} />}
    </>
  )
}

function OperationTable({ operations }: { operations: readonly OperationUses[] }): ReactNode {
  const t = useMessages(cacheMessages)
  const { integer } = useFormats()
  const kilobytes = useKilobytes()
  const labels = [t.operation, t.found, t.memory, t.shared, t.joined, t.stale, t.made, t.stored]
  return (
    <Table title={t.operations} labels={labels}>
      {operations
        .toSorted((a, b) => foundOf(b) + b.miss - foundOf(a) - a.miss)
        .slice(0, MOST_SHOWN)
        .map(uses => {
          const { name, memory, shared, joined, stale, miss, storedSize } = uses
          const counts = [memory, shared, joined, stale, miss].map(integer)
          const share = percent(foundOf(uses), foundOf(uses) + miss)
          return (
            <Row key={name} name={name} labels={labels} cells={[share, ...counts, kilobytes(storedSize)]} />
          )
        })}
    </Table>
  )
}

function EntityTable({ entities }: { entities: readonly CachedEntity[] }): ReactNode {
  const t = useMessages(cacheMessages)
  const { integer } = useFormats()
  const labels = [t.entity, t.found, t.hits, t.misses]
  return (
    <Table title={t.entities} labels={labels}>
      {entities.map(({ name, hits, misses }) => {
        const cells = [percent(hits, hits + misses), integer(hits), integer(misses)]
        return <Row key={name} name={name} labels={labels} cells={cells} />
      })}
    </Table>
  )
}

function KeyTable({ keys }: { keys: readonly CachedAnswer[] }): ReactNode {
  const t = useMessages(cacheMessages)
  const { integer } = useFormats()
  const kilobytes = useKilobytes()
  const labels = [t.operation, t.tenant, t.asked, t.size]
  return (
    <Table title={t.keys} labels={labels}>
      {keys.map(({ tenantId, operation, uses, size }, at) => {
        const cells = [tenantId, integer(uses), kilobytes(size)]
        // Two answers may look alike: what they are asked with is not said.
        return <Row key={`${operation} ${tenantId} ${at}`} name={operation} labels={labels} cells={cells} />
      })}
    </Table>
  )
}

interface TableProps {
  title: string
  labels: readonly string[]
  children: ReactNode
}

function Table({ title, labels, children }: TableProps): ReactNode {
  return (
    <section>
      <h3 className="con-cache-text">{title}</h3>
      <ScrollTable label={title} isStacked>
        <TableHead labels={labels} />
        <tbody>{children}</tbody>
      </ScrollTable>
    </section>
  )
}

interface RowProps {
  name: string
  /** The first is of the name. */
  labels: readonly string[]
  cells: readonly string[]
}

function Row({ name, labels, cells }: RowProps): ReactNode {
  return (
    <tr>
      <th scope="row">{name}</th>
      {labels.slice(1).map((label, at) => (
        <td key={label} data-label={label}>
          {cells[at]}
        </td>
      ))}
    </tr>
  )
}

function useKilobytes(): (size: number) => string {
  const { integer } = useFormats()
  return size => `${integer(Math.ceil(size / 1024))} KB`
}

function foundOf({ memory, shared, joined, stale }: OperationUses): number {
  return memory + shared + joined + stale
}

function percent(part: number, all: number): string {
  return all === 0 ? '-' : `${Math.round((100 * part) / all)} %`
}
