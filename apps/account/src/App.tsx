import { useShell } from '@portico/micro-app/react'
import { AppProvider, PageHeader, useMessages, useTabTitle } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { accountMessages } from './common/account.messages.ts'
import { PasswordCard } from './features/password/PasswordCard.tsx'
import { SecondFactorCard } from './features/second-factor/SecondFactorCard.tsx'
import { SessionsCard } from './features/sessions/SessionsCard.tsx'
import './account.css'

export function App(): ReactNode {
  return (
    <AppProvider>
      <AccountPage />
    </AppProvider>
  )
}

function AccountPage(): ReactNode {
  const t = useMessages(accountMessages)
  const { user, tenant } = useShell().session.info
  useTabTitle(t.title)
  return (
    <div className="p-page account-page">
      <PageHeader title={t.title} subtitle={`${user.displayName} · ${user.username} · ${tenant.name}`} />
      <PasswordCard />
      <SecondFactorCard />
      <SessionsCard />
    </div>
  )
}
