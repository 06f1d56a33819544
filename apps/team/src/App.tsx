import { ShellRouter, useShell } from '@portico/micro-app/react'
import { AppProvider } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Navigate, Route, Routes } from 'react-router'
import { AuditPage } from './features/audit/AuditPage.tsx'
import { RolesPage } from './features/roles/RolesPage.tsx'
import { SsoPage } from './features/sso/SsoPage.tsx'
import { UserPage } from './features/user/UserPage.tsx'
import { UsersPage } from './features/users/UsersPage.tsx'
import { NotFound } from './NotFound.tsx'
import './team.css'

export function App(): ReactNode {
  return (
    <AppProvider>
      <ShellRouter>
        <TeamRoutes />
      </ShellRouter>
    </AppProvider>
  )
}

function TeamRoutes(): ReactNode {
  // As the shell does with a whole app: for who may not use it, the page is not there.
  const { session } = useShell()
  const maySeePeople = session.can('people.user.read')
  const maySetSso = session.can('people.role.write')
  const withoutPeople = session.can('people.audit.read') || !maySetSso ? '/audit' : '/single-sign-on'
  const first = maySeePeople ? '/users' : withoutPeople
  return (
    <Routes>
      <Route path="/" element={<Navigate to={first} replace />} />
      {maySeePeople && <Route path="/users" element={<UsersPage />} />}
      {maySeePeople && <Route path="/users/:id" element={<UserPage />} />}
      {maySeePeople && <Route path="/roles" element={<RolesPage />} />}
      {session.can('people.audit.read') && <Route path="/audit" element={<AuditPage />} />}
      {maySetSso && <Route path="/single-sign-on" element={<SsoPage />} />}
      <Route path="*" element={<NotFound />} />
    </Routes>
  )
}
