import { useLayoutEffect, useRef } from 'react'
import { tabId, usePageSession, useShownApp, useWorkspaceState } from '../common/page-session-context.ts'
import { useSignal, useText, useWords } from '../common/shell-context.ts'
import { AppErrorPanel } from './AppErrorPanel.tsx'
import { Notice } from './Notice.tsx'

/** Where apps are seen. Their elements are the host's own, beside whatever the shell says here itself. */
export function Stage() {
  const { workspace } = usePageSession()
  const shown = useShownApp()
  const place = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    place.current?.append(workspace.stage)
  }, [workspace])
  return (
    <>
      <div className="stage-place" ref={place} {...(shown === null ? {} : panelOf(shown))} />
      <StageContent />
    </>
  )
}

function panelOf(appName: string) {
  return { role: 'tabpanel', 'aria-labelledby': tabId(appName) }
}

function StageContent() {
  const { route } = useWorkspaceState()
  const words = useWords()
  switch (route.kind) {
    case 'app':
      return <AppContent name={route.app.manifest.name} />
    case 'missing':
      return <Notice icon="search" title={words.missingTitle} text={words.missingText} />
    case 'forbidden':
      return <Notice icon="lock" title={words.forbiddenTitle} text={words.forbiddenText} />
    case 'start':
      return <EmptyHome />
  }
}

function EmptyHome() {
  const words = useWords()
  const hasApps = usePageSession().workspace.routes.startHref() !== null
  return <Notice icon="app" title={words.emptyTitle} text={hasApps ? words.emptyText : words.noAppsText} />
}

function AppContent({ name }: { name: string }) {
  const { workspace } = usePageSession()
  const words = useWords()
  const text = useText()
  const view = useSignal(workspace.host.views)[name]
  const tab = workspace.findTab(name)
  if (view === undefined || tab === null) return null
  const title = text(tab.app.manifest.title)
  const fault = view.status === 'failed' ? view : view.status === 'mounted' ? view.fault : undefined
  if (fault !== undefined) {
    const { error, version } = fault
    return <AppErrorPanel app={{ name, title, version }} error={error} />
  }
  return (
    <p aria-live="polite" className="visually-hidden">
      {view.status === 'opening' && words.loading(title)}
    </p>
  )
}
