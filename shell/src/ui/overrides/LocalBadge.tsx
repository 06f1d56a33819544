import type { LocalApps } from '../../overrides/local-apps.ts'
import { overrideMessages } from '../../words/override-messages.ts'
import { Icon } from '../common/Icon.tsx'
import { useLocale, useSignal } from '../common/shell-context.ts'
import { useTitles } from './use-titles.ts'

/** In the top bar, wherever the user is: this page has code of this machine in it. */
export function LocalBadge({ local }: { local: LocalApps }) {
  const words = overrideMessages[useLocale()]
  const titlesOf = useTitles()
  const { ended } = useSignal(local.state)
  if (local.names.length === 0) return null
  return (
    <span className="override-badge" data-ended={ended.length > 0 || undefined}>
      <Icon name={ended.length > 0 ? 'warning' : 'flask'} size={14} />
      {words.localBadge(titlesOf(local.names))}
    </span>
  )
}
