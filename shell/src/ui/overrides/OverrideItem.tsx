import { useState } from 'react'
import type { PageOverrides } from '../../overrides/index.ts'
import { loadedFiles } from '../../overrides/loaded-files.ts'
import type { OverrideChoice } from '../../overrides/override-record.ts'
import { overrideMessages } from '../../words/override-messages.ts'
import { overrideStates } from '../../words/override-reasons.ts'
import { usePageSession } from '../common/page-session-context.ts'
import { useLocale, useSignal } from '../common/shell-context.ts'
import { LocalField } from './LocalField.tsx'
import { useItemState } from './use-item-state.ts'
import { useTitles } from './use-titles.ts'
import { VersionField } from './VersionField.tsx'

interface OverrideItemProps {
  name: string
  overrides: PageOverrides
}

/** One app: where it comes from, how it was loaded, and where else it may come from. */
export function OverrideItem({ name, overrides }: OverrideItemProps) {
  const words = overrideMessages[useLocale()]
  const states = overrideStates[useLocale()]
  const titlesOf = useTitles()
  const { chosen, mode } = overrides
  const { status, reason } = useItemState(name, overrides)
  const choice = useSignal(chosen.state).chosen[name] ?? null
  const title = titlesOf([name])
  // What is closed asks nothing of the gateway.
  const [isOpen, setOpen] = useState(choice !== null)
  const choose = (wanted: OverrideChoice | null) => chosen.choose(name, wanted)
  return (
    <li className="override-item">
      <details open={isOpen} onToggle={event => setOpen(event.currentTarget.open)}>
        <summary>
          <span className="override-title">{title}</span>
          <span className="override-state" data-status={status}>
            {states[status]}
          </span>
        </summary>
        <Facts name={name} />
        {reason !== null && <p className="override-reason">{reason}</p>}
        {isOpen && mode !== null && (
          <VersionField name={name} title={title} choice={choice} onChoose={choose} />
        )}
        {isOpen && mode === 'local' && <LocalField title={title} choice={choice} onChoose={choose} />}
        {choice !== null && (
          <button type="button" className="button" onClick={() => chosen.reset(name)}>
            {words.resetOf(title)}
          </button>
        )}
      </details>
    </li>
  )
}

function Facts({ name }: { name: string }) {
  const locale = useLocale()
  const words = overrideMessages[locale]
  const app = usePageSession().snapshot.apps[name]
  if (app === undefined) return null
  const files = loadedFiles(app.url)
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  return (
    <p className="override-facts">
      {words.version(app.manifest.version)}{' '}
      {files !== null &&
        words.loaded(files.count, number.format(files.bytes / 1000), number.format(files.ms))}
    </p>
  )
}
