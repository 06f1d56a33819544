import { useShell } from '@portico/micro-app/react'
import { ErrorState, PageHeader, StatusTag, useMessages, useTabTitle } from '@portico/shared-ui/react'
import { Skeleton } from 'antd'
import { type ReactNode, useState } from 'react'
import type { TeamSsoFragment } from '../../graph/graph.generated.ts'
import { useRoles } from '../roles/use-roles.ts'
import { ProviderCard } from './ProviderCard.tsx'
import { SsoForm } from './SsoForm.tsx'
import { SwitchOffButton } from './SwitchOffButton.tsx'
import { ssoMessages } from './sso.messages.ts'
import { useRemoveSso, useSso } from './use-sso.ts'

export function SsoPage(): ReactNode {
  const t = useMessages(ssoMessages)
  const sso = useSso()
  const roles = useRoles()
  useTabTitle(t.title)
  if (sso.data !== undefined && roles.data) return <SsoSettings settings={sso.data} />
  const failed = [sso, roles].find(({ isError }) => isError)
  return (
    <div className="p-page team-page">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      {failed ? (
        <ErrorState error={failed.error} onRetry={() => failed.refetch()} isRetrying={failed.isFetching} />
      ) : (
        <Skeleton active title={false} />
      )}
    </div>
  )
}

function SsoSettings({ settings }: { settings: TeamSsoFragment | null }): ReactNode {
  const t = useMessages(ssoMessages)
  const { notify } = useShell()
  const remove = useRemoveSso()
  const [round, setRound] = useState(0)
  const startAnew = () => {
    notify.success(t.switchedOff)
    setRound(round + 1)
  }
  const switchOff = <SwitchOffButton remove={remove} onRemoved={startAnew} />
  return (
    // A new key, once it is off: the form is empty, and the heading takes the focus from the button that was removed.
    <div className="p-page team-page" key={round}>
      <PageHeader
        title={t.title}
        extra={<StatusTag tone={settings ? 'success' : 'neutral'}>{settings ? t.on : t.off}</StatusTag>}
        subtitle={t.subtitle}
        actions={settings && switchOff}
      />
      <ProviderCard settings={settings} failure={remove.error} />
      <SsoForm settings={settings} initial={round === 0 ? settings : null} />
    </div>
  )
}
