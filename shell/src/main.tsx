import '@portico/shared-ui/tokens.css'
import './ui/styles/index.css'
import { StrictMode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { readPageState } from './page/page-state.ts'
import { createShellPage, type OverrideParts } from './page/shell-page.ts'
import { App } from './ui/App.tsx'

const root = document.getElementById('portico-shell')
if (root === null) throw new Error('The page has no place for the shell')
const state = readPageState()
// Without `await`: what waits in the first module makes chunks of their own of all that a later one shares with it.
if (state.dev === undefined) start(root, null)
else void import('./overrides/index.ts').then(overrides => start(root, overrides))

function start(element: HTMLElement, overrides: OverrideParts | null): void {
  const page = createShellPage(state, overrides)
  // At once, because apps are mounted into what this puts on the page.
  flushSync(() => {
    createRoot(element, { onUncaughtError: error => page.report.error(error) }).render(
      <StrictMode>
        <App page={page} />
      </StrictMode>,
    )
  })
  page.start()
}
