import type { Release } from '@portico/release'
import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { RequestNotice } from '../audit/RequestNotice.tsx'
import { releaseMessages } from './release.messages.ts'
import { usePromotion } from './use-promotion.ts'

/** Who asked for the promotion that waits for a second operator. */
export function PromotionNotice({ release }: { release: Release }): ReactNode {
  const t = useMessages(releaseMessages)
  const step = usePromotion(release)
  const { promotion } = release
  if (promotion === undefined || (step !== 'approve' && step !== 'wait')) return null
  return (
    <RequestNotice request={promotion} titleOf={t.promotionAsked}>
      {step === 'wait' ? t.promotionWaits : t.promotionYours}
    </RequestNotice>
  )
}
