import { ShellRouter, useShell } from '@portico/micro-app/react'
import { AppProvider } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Navigate, Route, Routes } from 'react-router'
import { AuditPage } from './features/audit/AuditPage.tsx'
import { RolesPage } from './features/roles/RolesPage.tsx'
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
  const { can } = useShell().session
  const maySeePeople = can('people.user.read')
  return (
    <Routes>
      <Route path="/" element={<Navigate to={maySeePeople ? '/users' : '/audit'} replace />} />
      {maySeePeople && <Route path="/users" element={<UsersPage />} />}
      {maySeePeople && <Route path="/users/:id" element={<UserPage />} />}
      {maySeePeople && <Route path="/roles" element={<RolesPage />} />}
      {can('people.audit.read') && <Route path="/audit" element={<AuditPage />} />}
      <Route path="*" element={<NotFound />} />
    </Routes>
  )
}
