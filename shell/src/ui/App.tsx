import type { ShellPage } from '../shell-page.ts'
import { Frame } from './Frame.tsx'
import { LoginPage } from './login/LoginPage.tsx'
import { ShellContext } from './shell-context.ts'
import { ToastList } from './ToastList.tsx'

export function App({ page }: { page: ShellPage }) {
  return (
    <ShellContext value={page}>
      {page.desk === null ? <LoginPage /> : <Frame desk={page.desk} />}
      <ToastList />
    </ShellContext>
  )
}
