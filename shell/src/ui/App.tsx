import type { ShellPage } from '../page/shell-page.ts'
import { ShellContext } from './common/shell-context.ts'
import { Frame } from './Frame.tsx'
import { LoginPage } from './login/LoginPage.tsx'
import { ToastList } from './ToastList.tsx'
import { WelcomePage } from './welcome/WelcomePage.tsx'

function Content({ page }: { page: ShellPage }) {
  if (page.isWelcome) return <WelcomePage />
  return page.pageSession === null ? <LoginPage /> : <Frame pageSession={page.pageSession} />
}

export function App({ page }: { page: ShellPage }) {
  return (
    <ShellContext value={page}>
      <Content page={page} />
      <ToastList />
    </ShellContext>
  )
}
