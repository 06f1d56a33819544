import { errorCodeOf, StatusTag, useFormats, useMessages, useTabTitle } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { BackLink } from '../../ui/BackLink.tsx'
import { Card } from '../../ui/Card.tsx'
import { EmptyCard } from '../../ui/EmptyCard.tsx'
import { Facts, ShownFact } from '../../ui/Facts.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { RefreshHeader } from '../../ui/RefreshHeader.tsx'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { TenantName } from '../directory/TenantName.tsx'
import { tracesMessages } from './traces.messages.ts'
import { useTrace } from './use-traces.ts'
import { WaterfallView } from './WaterfallView.tsx'
import { shownMs, type TraceDetails, waterfallOf } from './waterfall.ts'

export function TracePage(): ReactNode {
  const t = useMessages(tracesMessages)
  const { id = '' } = useParams()
  const trace = useTrace(id)
  const title = trace.data?.name ?? t.title
  useTabTitle(title)
  return (
    <div className="p-page con-page">
      <RefreshHeader back={<BackLink to="/traces">{t.back}</BackLink>} title={title} query={trace} />
      {errorCodeOf(trace.error) === 'NOT_FOUND' ? (
        <EmptyCard title={t.notKept} text={t.notKeptText} />
      ) : (
        <Loaded query={trace} label={t.loadingOne} wayOut={<Link to="/traces">{t.back}</Link>}>
          {found => <TraceView trace={found} />}
        </Loaded>
      )}
    </div>
  )
}

function TraceView({ trace }: { trace: TraceDetails }): ReactNode {
  const t = useMessages(tracesMessages)
  const { integer, quantity } = useFormats()
  const { id, at, tenantId, subjects, hasFailed, droppedSpans, spans } = trace
  const { rows, totalMs } = waterfallOf(spans)
  return (
    <div className="con-trace">
      <Card
        title={t.facts}
        isPadded
        extra={
          <StatusTag tone={hasFailed ? 'danger' : 'success'}>
            {hasFailed ? t.hasFailed : t.wentWell}
          </StatusTag>
        }
      >
        <Facts>
          <ShownFact label={t.id}>
            <code className="con-break">{id}</code>
          </ShownFact>
          <ShownFact label={t.when}>
            <ZonedTime instant={at} />
          </ShownFact>
          <ShownFact label={t.took}>{t.ms(quantity(shownMs(totalMs)))}</ShownFact>
          {tenantId !== null && (
            <ShownFact label={t.tenant}>
              <TenantName tenantId={tenantId} />
            </ShownFact>
          )}
          {subjects.length > 0 && <ShownFact label={t.subjects}>{subjects.join(', ')}</ShownFact>}
        </Facts>
      </Card>
      <Card title={t.waterfall}>
        <WaterfallView rows={rows} />
        {droppedSpans > 0 && <p className="con-faint con-pad">{t.dropped(integer(droppedSpans))}</p>}
      </Card>
    </div>
  )
}
