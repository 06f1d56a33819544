import type { PageOverrides } from '../../overrides/index.ts'
import { overrideMessages } from '../../words/override-messages.ts'
import { usePageSession } from '../common/page-session-context.ts'
import { useLocale, useSignal } from '../common/shell-context.ts'
import { Dialog } from '../dialogs/Dialog.tsx'
import { OverrideItem } from './OverrideItem.tsx'

interface OverridePanelProps {
  overrides: PageOverrides
  isOpen: boolean
  onClose: () => void
}

/** Where each app of this tab comes from, and the choice of another place for it. */
export function OverridePanel({ overrides, isOpen, onClose }: OverridePanelProps) {
  const words = overrideMessages[useLocale()]
  const { snapshot } = usePageSession()
  const { chosen, mode } = overrides
  const state = useSignal(chosen.state)
  const names = [...new Set([...Object.keys(snapshot.apps), ...Object.keys(state.chosen)])]
  const hasAny = state.applied.length > 0 || Object.keys(state.chosen).length > 0
  return (
    <Dialog isOpen={isOpen} title={words.panelTitle} onCancel={onClose} className="overrides">
      <p className="dialog-text">{mode === null ? words.panelByLink : words.panelText}</p>
      <ul className="override-list">
        {names.map(name => (
          <OverrideItem key={name} name={name} overrides={overrides} />
        ))}
      </ul>
      <p role="status">{chosen.isWaiting && words.waitingText}</p>
      <div className="dialog-actions">
        {hasAny && (
          <button type="button" className="button" onClick={() => chosen.leave()}>
            {words.leaveAll}
          </button>
        )}
        <button type="button" className="button" onClick={onClose}>
          {words.close}
        </button>
        {chosen.isWaiting && (
          <button type="button" className="button primary" onClick={() => chosen.reload()}>
            {words.reloadNow}
          </button>
        )}
      </div>
    </Dialog>
  )
}
