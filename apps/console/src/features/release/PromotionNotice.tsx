import type { Release } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import { Alert } from 'antd'
import type { ReactNode } from 'react'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { useActorText } from '../audit/use-actor-text.ts'
import { releaseMessages } from './release.messages.ts'
import { usePromotion } from './use-promotion.ts'

/** Who asked for the promotion that waits for a second operator. */
export function PromotionNotice({ release }: { release: Release }): ReactNode {
  const t = useMessages(releaseMessages)
  const actorText = useActorText()
  const step = usePromotion(release)
  const { promotion } = release
  if (promotion === undefined || (step !== 'approve' && step !== 'wait')) return null
  return (
    <Alert
      type="warning"
      showIcon
      title={t.promotionAsked(actorText(promotion.requestedBy))}
      description={
        <>
          {promotion.reason && <p>{promotion.reason}</p>}
          <p>
            <ZonedTime instant={promotion.requestedAt} /> ·{' '}
            {step === 'wait' ? t.promotionWaits : t.promotionYours}
          </p>
        </>
      }
    />
  )
}
