import type { AuditEntry } from '@portico/release'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import { Alert } from 'antd'
import type { ReactNode } from 'react'
import { useActorText } from '../actor/use-actor-text.ts'
import { statusMessages } from './status.messages.ts'
import { useGatewayStatus, useStopState } from './use-status.ts'

/** What no user of any page of this app may overlook. */
export function StatusBanners(): ReactNode {
  const t = useMessages(statusMessages)
  const { zonedTime } = useFormats()
  const { data: gateway } = useGatewayStatus()
  const { data: stop } = useStopState()
  const isStale = gateway?.state === 'STALE'
  if (!isStale && !stop?.isStopped) return null
  return (
    <div className="con-banners">
      {isStale && (
        <Alert
          type="warning"
          showIcon
          title={t.staleTitle}
          description={t.staleText(gateway.confirmedAt ? zonedTime(gateway.confirmedAt) : t.never)}
        />
      )}
      {stop?.isStopped && (
        <Alert
          type="error"
          showIcon
          title={t.stoppedTitle}
          description={
            <>
              {stop.lastTurn && <StoppedBy turn={stop.lastTurn} />}
              {t.stoppedText}
            </>
          }
        />
      )}
    </div>
  )
}

function StoppedBy({ turn: { actor, at, reason } }: { turn: AuditEntry }): ReactNode {
  const t = useMessages(statusMessages)
  const { zonedTime } = useFormats()
  const actorText = useActorText()
  return <p className="con-other">{t.stoppedBy(actorText(actor), zonedTime(at), reason ?? t.noReason)}</p>
}
