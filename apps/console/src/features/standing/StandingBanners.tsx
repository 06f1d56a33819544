import { useFormats, useMessages } from '@portico/shared-ui/react'
import { Alert } from 'antd'
import type { ReactNode } from 'react'
import { standingMessages } from './standing.messages.ts'
import { useFeed, useGatewayStanding } from './use-standing.ts'

/** What nobody who looks at any page of this app may overlook. */
export function StandingBanners(): ReactNode {
  const t = useMessages(standingMessages)
  const { dateTime } = useFormats()
  const { data: standing } = useGatewayStanding()
  const { data: feed } = useFeed()
  const isStale = standing?.state === 'STALE'
  if (!isStale && !feed?.isStopped) return null
  return (
    <div className="con-banners">
      {isStale && (
        <Alert
          type="warning"
          showIcon
          title={t.staleTitle}
          description={t.staleText(standing.confirmedAt ? dateTime(standing.confirmedAt) : t.never)}
        />
      )}
      {feed?.isStopped && <Alert type="error" showIcon title={t.stoppedTitle} description={t.stoppedText} />}
    </div>
  )
}
