import { useEffect, useState } from 'react'
import type { VersionNews } from '../../release/version-news.ts'
import type { Signal } from '../../signal.ts'
import { useDesk } from '../desk-context.ts'
import { Icon } from '../Icon.tsx'
import { useSignal, useText, useWords } from '../shell-context.ts'
import { useReleaseWords } from './use-release-words.ts'

/** What the last page load changed. The region is there before its text, or nobody would hear it. */
export function VersionNotice() {
  const { news } = useDesk().release
  const shown = useSignal(news)
  const [isReady, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  return (
    <div aria-live="polite">
      {isReady && shown !== null && <NewsCard news={shown} onDismiss={() => dismiss(news)} />}
    </div>
  )
}

/** The focus goes on to the page, not to nowhere with the button. */
function dismiss(news: Signal<VersionNews | null>): void {
  news.set(null)
  document.querySelector<HTMLElement>('main')?.focus()
}

function NewsCard({ news, onDismiss }: { news: VersionNews; onDismiss: () => void }) {
  const release = useReleaseWords()
  const words = useWords()
  const text = useText()
  const titles = { new: release.newsNew, back: release.newsBack, 'taken-back': release.newsTakenBack }
  return (
    <section className="news" data-kind={news.kind}>
      <Icon name={news.kind === 'new' ? 'info' : 'back'} size={18} />
      <div className="news-text">
        <h2>{titles[news.kind]}</h2>
        {news.kind === 'taken-back' && <p>{release.newsTakenBackText}</p>}
        {news.releases.map(({ title, notes }) => (
          <p key={title.en}>
            <strong>{news.kind === 'new' ? text(title) : release.newsEnded(text(title))}</strong>
            {notes !== null && ` ${text(notes)}`}
          </p>
        ))}
        <ul>
          {news.changes.map(({ title, from, to }) => (
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
