import { StatusTag, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { TableHead } from '../../ui/TableHead.tsx'
import { stableFirst } from './map-layout.ts'
import { serviceMapMessages } from './service-map.messages.ts'
import { useMapWords } from './use-map-words.ts'
import type { ServiceMap } from './use-service-map.ts'

interface MapTableProps {
  label: string
  map: ServiceMap
  /** Empty: all. */
  service: string
}

/** What the picture shows, a line a revision, gray below the stable one that does the same. */
export function MapTable({ label, map: { seconds, calls }, service: chosen }: MapTableProps): ReactNode {
  const t = useMessages(serviceMapMessages)
  const words = useMapWords(seconds)
  const rows = calls
    .filter(({ caller, service }) => chosen === '' || chosen === caller || chosen === service)
    .toSorted(
      (one, other) =>
        one.caller.localeCompare(other.caller) ||
        one.service.localeCompare(other.service) ||
        stableFirst(one, other),
    )
  return (
    <ScrollTable label={label} isStacked>
      <TableHead labels={[t.from, t.to, t.revision, t.rate, t.failed, t.p95, t.traces]} />
      <tbody>
        {rows.map(({ caller, service, revision, count, failures, p95Ms }) => (
          <tr key={`${caller} ${service} ${revision}`}>
            <td data-label={t.from}>{words.name(caller)}</td>
            <td data-label={t.to}>{words.name(service)}</td>
            <td data-label={t.revision} className="con-traffic-cell">
              {words.revision(revision)}
            </td>
            <td data-label={t.rate}>{words.rate(count)}</td>
            <td data-label={t.failed}>
              {failures > 0 ? (
                <StatusTag tone="danger">{t.percent(words.share(failures, count))}</StatusTag>
              ) : (
                t.percent('0')
              )}
            </td>
            <td data-label={t.p95}>{words.ms(p95Ms)}</td>
            <td data-label={t.traces}>
              <Link to={`/traces?service=${encodeURIComponent(service)}`}>
                {t.openTraces(words.name(service))}
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}
