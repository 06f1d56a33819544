import '@portico/shared-ui/tokens.css'
import './ui/styles/index.css'
import type { PageState } from '@portico/micro-app'
import { StrictMode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { hasOverrides } from './overrides/may-override.ts'
import { readPageState } from './page/page-state.ts'
import { createShellPage, type ShellPage } from './page/shell-page.ts'
import { App } from './ui/App.tsx'

const root = document.getElementById('portico-shell')
if (root === null) throw new Error('The page has no place for the shell')
const state = readPageState()
// Without `await`: what waits in the first module makes chunks of their own of all that a later one shares with it.
if (hasOverrides(state)) void startOverridden(root, state)
else {
  const page = start(root, state)
  // Users may choose here, and nothing of the page waits for it.
  if (state.overrides !== undefined)
    void import('./overrides/index.ts').then(({ parts }) => page.addOverrides(parts, []))
}

async function startOverridden(element: HTMLElement, given: PageState): Promise<void> {
  const { parts } = await import('./overrides/index.ts')
  const { state: overridden, overrides } = await parts.applyOverrides(given)
  start(element, overridden).addOverrides(parts, overrides)
}

function start(element: HTMLElement, given: PageState): ShellPage {
  const page = createShellPage(given)
  // At once, because apps are mounted into what this puts on the page.
  flushSync(() => {
    createRoot(element, { onUncaughtError: error => page.report.error(error) }).render(
      <StrictMode>
        <App page={page} />
      </StrictMode>,
    )
  })
  page.start()
  return page
}
