import { type KeyboardEvent, useEffect, useRef } from 'react'
import { usePageSession, useShownApp, useWorkspaceState } from '../common/page-session-context.ts'
import { useWords } from '../common/shell-context.ts'
import { StripTab } from './StripTab.tsx'

const STEPS: Record<string, (index: number, count: number) => number> = {
  ArrowLeft: (index, count) => (index - 1 + count) % count,
  ArrowRight: (index, count) => (index + 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
}

/** Arrow keys move among the tabs and show them, Delete closes; one stop for the Tab key. */
export function TabStrip() {
  const words = useWords()
  const { workspace } = usePageSession()
  const { tabs } = useWorkspaceState()
  const shown = useShownApp()
  const strip = useRef<HTMLDivElement>(null)
  useShownTabInView(strip, shown)
  const names = tabs.map(tab => tab.app.manifest.name)
  const focusShown = () => strip.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus()
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const focused = (event.target as HTMLElement).closest<HTMLElement>('[data-tab]')?.dataset.tab
    if (focused === undefined) return
    if (event.key === 'Delete') void workspace.close(focused).then(focusShown)
    const next = names[STEPS[event.key]?.(names.indexOf(focused), names.length) ?? -1]
    if (next === undefined) return
    event.preventDefault()
    workspace.activate(next)
    strip.current?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus()
  }
  return (
    <div
      className="tabs"
      role="tablist"
      aria-label={words.openTabs}
      ref={strip}
      onKeyDown={onKeyDown}
      tabIndex={-1}
    >
      {tabs.map((tab, index) => (
        <StripTab
          key={tab.app.manifest.name}
          tab={tab}
          isShown={tab.app.manifest.name === shown}
          isTabStop={tab.app.manifest.name === shown || (shown === null && index === 0)}
        />
      ))}
    </div>
  )
}

function useShownTabInView(strip: React.RefObject<HTMLDivElement | null>, shown: string | null): void {
  useEffect(() => {
    if (shown === null) return
    strip.current
      ?.querySelector(`[data-tab="${shown}"]`)
      ?.scrollIntoView?.({ block: 'nearest', inline: 'nearest' })
  }, [strip, shown])
}
