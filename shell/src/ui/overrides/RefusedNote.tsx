import type { Overrides } from '../../overrides/overrides.ts'
import { overrideMessages } from '../../words/override-messages.ts'
import { Icon } from '../common/Icon.tsx'
import { usePageSession, useShownApp } from '../common/page-session-context.ts'
import { useLocale, useSignal } from '../common/shell-context.ts'
import { useReason } from './use-reason.ts'
import { useTitles } from './use-titles.ts'

/** Above the app: what was chosen for it is not in the page, or does not open; and the way back. */
export function RefusedNote({ chosen }: { chosen: Overrides }) {
  const words = overrideMessages[useLocale()]
  const titlesOf = useTitles()
  const reasonOf = useReason()
  const shown = useShownApp()
  const { applied } = useSignal(chosen.state)
  const views = useSignal(usePageSession().workspace.host.views)
  const override = applied.find(({ name }) => name === shown)
  const view = shown === null ? undefined : views[shown]
  const code = override?.refusal ?? (view?.status === 'failed' ? view.error.code : null)
  return (
    <div aria-live="polite">
      {override !== undefined && code !== null && (
        <p className="substitute override-note">
          <Icon name="warning" size={16} />
          <span>{words.refused(titlesOf([override.name]), reasonOf(code))}</span>
          <button type="button" className="button" onClick={() => chosen.reset(override.name)}>
            {words.reset}
          </button>
        </p>
      )}
    </div>
  )
}
