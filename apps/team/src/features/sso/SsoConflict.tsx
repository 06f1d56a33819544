import { useMessages } from '@portico/shared-ui/react'
import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import type { TeamSsoFragment } from '../../graph/graph.generated.ts'
import { ssoMessages } from './sso.messages.ts'

interface SsoConflictProps {
  /** What another owner has saved; null: they switched it off. */
  theirs: TeamSsoFragment | null
  /** Gives up what is typed for them. */
  onTake: () => void
}

/** Another owner was faster: nothing typed is lost, and the next save is about their settings. */
export function SsoConflict({ theirs, onTake }: SsoConflictProps): ReactNode {
  const t = useMessages(ssoMessages)
  return (
    <Alert
      className="team-failure"
      type="warning"
      showIcon
      role="alert"
      title={theirs ? t.overtaken(theirs.issuer, theirs.clientId) : t.overtakenOff}
      action={
        <Button size="small" onClick={onTake}>
          {t.takeTheirs}
        </Button>
      }
    />
  )
}
