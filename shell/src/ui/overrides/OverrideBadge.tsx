import { useState } from 'react'
import type { PageOverrides } from '../../overrides/index.ts'
import { overrideMessages } from '../../words/override-messages.ts'
import { Icon } from '../common/Icon.tsx'
import { useLocale, useSignal } from '../common/shell-context.ts'
import { OverridePanel } from './OverridePanel.tsx'
import { useTitles } from './use-titles.ts'

/** In the top bar, wherever the user is: this tab has other code than its company's snapshot. Opens the panel. */
export function OverrideBadge({ overrides }: { overrides: PageOverrides }) {
  const words = overrideMessages[useLocale()]
  const titlesOf = useTitles()
  const [isOpen, setOpen] = useState(false)
  const names = useSignal(overrides.names)
  const { applied } = useSignal(overrides.chosen.state)
  const isFailing = applied.some(({ refusal }) => refusal !== null)
  return (
    <>
      <button
        type="button"
        className="override-badge"
        data-state={names.length === 0 ? 'none' : isFailing ? 'failing' : 'active'}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Icon name={isFailing ? 'warning' : 'flask'} size={14} />
        {names.length === 0 ? words.panelTitle : words.badge(titlesOf(names))}
      </button>
      <OverridePanel overrides={overrides} isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  )
}
