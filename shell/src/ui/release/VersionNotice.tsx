import { useEffect, useState } from 'react'
import type { VersionUpdate } from '../../release/version-update.ts'
import type { Signal } from '../../state/signal.ts'
import { Icon } from '../common/Icon.tsx'
import { usePageSession } from '../common/page-session-context.ts'
import { useSignal, useText, useWords } from '../common/shell-context.ts'
import { useReleaseWords } from './use-release-words.ts'

/** What the last page load changed. The region is there before its text, or a screen reader would not read it. */
export function VersionNotice() {
  const { update } = usePageSession().release
  const shown = useSignal(update)
  const [isReady, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  return (
    <div aria-live="polite">
      {isReady && shown !== null && <UpdateCard update={shown} onDismiss={() => dismiss(update)} />}
    </div>
  )
}

/** The focus goes on to the page, not to nowhere with the button. */
function dismiss(update: Signal<VersionUpdate | null>): void {
  update.set(null)
  document.querySelector<HTMLElement>('main')?.focus()
}

function UpdateCard({ update, onDismiss }: { update: VersionUpdate; onDismiss: () => void }) {
  const release = useReleaseWords()
  const words = useWords()
  const text = useText()
  const titles = { new: release.updateNew, back: release.updateBack, revoked: release.updateRevoked }
  return (
    <section className="version-notice" data-kind={update.kind}>
      <Icon name={update.kind === 'new' ? 'info' : 'back'} size={18} />
      <div className="version-notice-text">
        <h2>{titles[update.kind]}</h2>
        {update.kind === 'revoked' && <p>{release.updateRevokedText}</p>}
        {update.releases.map(({ title, notes }) => (
          <p key={title.en}>
            <strong>{update.kind === 'new' ? text(title) : release.updateEnded(text(title))}</strong>
            {notes !== null && ` ${text(notes)}`}
          </p>
        ))}
        <ul>
          {update.changes.map(({ title, from, to }) => (
            <li key={title?.en ?? 'shell'}>
              {release.versionChange(title === null ? words.product : text(title), from, to)}
            </li>
          ))}
        </ul>
      </div>
      <button type="button" className="button" onClick={onDismiss}>
        {release.gotIt}
      </button>
    </section>
  )
}
