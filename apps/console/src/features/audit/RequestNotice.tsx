import type { ApprovalRequest } from '@portico/release'
import { Alert } from 'antd'
import type { ReactNode } from 'react'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { useActorText } from '../actor/use-actor-text.ts'

interface RequestNoticeProps {
  request: ApprovalRequest
  titleOf: (who: string) => string
  /** Who has to do what now. */
  children: ReactNode
}

/** What one operator asked for, when and why, and that a second one must approve. */
export function RequestNotice({ request, titleOf, children }: RequestNoticeProps): ReactNode {
  const actorText = useActorText()
  return (
    <Alert
      type="warning"
      showIcon
      title={titleOf(actorText(request.requestedBy))}
      description={
        <>
          {request.reason && <p>{request.reason}</p>}
          <p>
            <ZonedTime instant={request.requestedAt} /> · {children}
          </p>
        </>
      }
    />
  )
}
