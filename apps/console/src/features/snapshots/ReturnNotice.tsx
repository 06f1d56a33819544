import { useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { useActorName } from '../../ui/use-may-write.ts'
import { RequestNotice } from '../audit/RequestNotice.tsx'
import { useBaseline } from '../status/use-status.ts'
import { snapshotsMessages } from './snapshots.messages.ts'

/** Who asked to return to which set, while that waits for a second operator. */
export function ReturnNotice(): ReactNode {
  const t = useMessages(snapshotsMessages)
  const { integer } = useFormats()
  const actor = useActorName()
  const { data } = useBaseline()
  if (!data?.returning) return null
  const { returning } = data
  return (
    <RequestNotice request={returning} titleOf={who => t.returnAsked(who, integer(returning.revision))}>
      {returning.requestedBy === actor ? t.returnWaits : t.returnYours}
    </RequestNotice>
  )
}
