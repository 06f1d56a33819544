import '@portico/shared-ui/tokens.css'
import './ui/styles/index.css'
import { StrictMode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { readPageState } from './page/page-state.ts'
import { createShellPage } from './page/shell-page.ts'
import { App } from './ui/App.tsx'

const root = document.getElementById('portico-shell')
if (root === null) throw new Error('The page has no place for the shell')

const page = createShellPage(readPageState())
// At once, because apps are mounted into what this puts on the page.
flushSync(() => {
  createRoot(root, { onUncaughtError: error => page.report.error(error) }).render(
    <StrictMode>
      <App page={page} />
    </StrictMode>,
  )
})
page.start()
