import type { MouseEvent } from 'react'
import type { Tab } from '../../workspace/workspace.ts'
import { Icon } from '../common/Icon.tsx'
import { tabId, usePageSession, useTitleOfTab } from '../common/page-session-context.ts'
import { useWords } from '../common/shell-context.ts'

interface StripTabProps {
  tab: Tab
  isShown: boolean
  isTabStop: boolean
}

const MIDDLE_BUTTON = 1

export function StripTab({ tab, isShown, isTabStop }: StripTabProps) {
  const words = useWords()
  const title = useTitleOfTab()(tab)
  const { workspace } = usePageSession()
  const { name, icon } = tab.app.manifest
  const close = (event: MouseEvent) => {
    event.stopPropagation()
    void workspace.close(name)
  }
  return (
    <div
      className="tab"
      role="presentation"
      data-shown={isShown}
      onAuxClick={event => event.button === MIDDLE_BUTTON && close(event)}
    >
      <button
        type="button"
        role="tab"
        id={tabId(name)}
        data-tab={name}
        className="tab-button"
        aria-selected={isShown}
        aria-keyshortcuts="Delete"
        tabIndex={isTabStop ? 0 : -1}
        title={title}
        onClick={() => workspace.activate(name)}
      >
        <Icon name={icon} size={16} />
        <span className="tab-title">{title}</span>
        {tab.isDirty && (
          <span className="tab-dirty" role="img" aria-label={words.unsaved} title={words.unsaved} />
        )}
      </button>
      {/* For the pointer only: a tablist holds nothing but tabs, and Delete does the same. */}
      <button
        type="button"
        className="tab-close"
        tabIndex={-1}
        aria-hidden="true"
        title={words.closeTab(title)}
        onClick={close}
      >
        <Icon name="close" size={14} />
      </button>
    </div>
  )
}
