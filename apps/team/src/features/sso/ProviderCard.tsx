import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { CopyField } from '../../common/CopyField.tsx'
import { FailureAlert } from '../../common/Failure.tsx'
import type { TeamSsoFragment } from '../../graph/graph.generated.ts'
import { ssoMessages } from './sso.messages.ts'

/** Of the gateway, which sends the provider the origin the browser asked it at. */
const CALLBACK_PATH = '/api/session/sso/callback'

interface ProviderCardProps {
  settings: TeamSsoFragment | null
  /** Why it could not be switched off. */
  failure: unknown
}

export function ProviderCard({ settings, failure }: ProviderCardProps): ReactNode {
  const t = useMessages(ssoMessages)
  return (
    <section className="p-card team-pad" aria-label={t.provider}>
      <FailureAlert error={failure} />
      <h2>{t.provider}</h2>
      <p className="team-break">{settings ? t.onText(settings.issuer) : t.offText}</p>
      <p className="team-faint">{t.redirectText}</p>
      <CopyField
        value={window.location.origin + CALLBACK_PATH}
        label={t.redirect}
        copy={t.copyRedirect}
        copied={t.redirectCopied}
      />
    </section>
  )
}
