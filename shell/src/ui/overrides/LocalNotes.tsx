import { useState } from 'react'
import type { LocalApps } from '../../overrides/local-apps.ts'
import { overrideMessages } from '../../words/override-messages.ts'
import { Icon } from '../common/Icon.tsx'
import { usePageSession, useShownApp } from '../common/page-session-context.ts'
import { useLocale, useSignal } from '../common/shell-context.ts'
import { useTitles } from './use-titles.ts'

/** Above the app: what has become of the development servers of this page's local apps. */
export function LocalNotes({ local }: { local: LocalApps }) {
  const { ended, changed } = useSignal(local.state)
  const shown = useShownApp()
  return (
    <div aria-live="polite">
      {shown !== null && ended.includes(shown) && <EndedNote key={shown} local={local} name={shown} />}
      {changed.length > 0 && <ChangedNote names={changed} />}
    </div>
  )
}

function EndedNote({ local, name }: { local: LocalApps; name: string }) {
  const words = overrideMessages[useLocale()]
  const titlesOf = useTitles()
  const { release } = usePageSession()
  const [isStillEnded, setStillEnded] = useState(false)
  const tryAgain = async () => {
    setStillEnded(false)
    if (await local.isBack(name)) release.reloadNow()
    else setStillEnded(true)
  }
  const showBaseline = () => {
    if (local.showBaseline(name)) return
    const { pathname, search, hash } = window.location
    window.location.assign(local.dev.baseline + pathname + search + hash)
  }
  return (
    <p className="substitute override-note">
      <Icon name="warning" size={16} />
      <span>
        {words.ended(titlesOf([name]))} {isStillEnded && words.stillEnded}
      </span>
      <button type="button" className="button" onClick={() => void tryAgain()}>
        {words.tryAgain}
      </button>
      <button type="button" className="button" onClick={showBaseline}>
        {words.showBaseline}
      </button>
    </p>
  )
}

function ChangedNote({ names }: { names: readonly string[] }) {
  const words = overrideMessages[useLocale()]
  const titlesOf = useTitles()
  const { release } = usePageSession()
  return (
    <p className="substitute override-note">
      <Icon name="info" size={16} />
      <span>{words.changed(titlesOf(names))}</span>
      <button type="button" className="button" onClick={() => release.reloadNow()}>
        {words.reloadNow}
      </button>
    </p>
  )
}
