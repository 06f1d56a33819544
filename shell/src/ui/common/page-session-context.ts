import { createContext, useContext } from 'react'
import type { PageSession } from '../../page/shell-page.ts'
import type { Tab, WorkspaceState } from '../../workspace/workspace.ts'
import { useSignal, useText } from './shell-context.ts'

export const PageSessionContext = createContext<PageSession | null>(null)

export function usePageSession(): PageSession {
  const pageSession = useContext(PageSessionContext)
  if (pageSession === null) throw new Error('Rendered without a session')
  return pageSession
}

export function useWorkspaceState(): WorkspaceState {
  return useSignal(usePageSession().workspace.state)
}

/** Name of the app whose tab is shown. */
export function useShownApp(): string | null {
  const { route } = useWorkspaceState()
  return route.kind === 'app' ? route.app.manifest.name : null
}

export function useTitleOfTab(): (tab: Tab) => string {
  const text = useText()
  return tab => tab.title ?? text(tab.app.manifest.title)
}

export function tabId(appName: string): string {
  return `tab-${appName}`
}
