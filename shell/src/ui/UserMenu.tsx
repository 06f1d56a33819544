import { type FocusEvent, type KeyboardEvent, useRef, useState } from 'react'
import { logOut } from '../services/session.ts'
import { accountMessages } from '../words/account-messages.ts'
import { Icon } from './common/Icon.tsx'
import { LanguageChoice, ThemeChoices } from './common/PreferenceChoices.tsx'
import { usePageSession } from './common/page-session-context.ts'
import { useLocale, useShellPage, useWords } from './common/shell-context.ts'
import { PreviewsDialog } from './release/PreviewsDialog.tsx'
import { useReleaseWords } from './release/use-release-words.ts'

/** Of the app `account`, which every user has. */
const ACCOUNT_PATH = '/account'

export function UserMenu() {
  const words = useWords()
  const { user } = usePageSession().session.info
  const [isOpen, setOpen] = useState(false)
  const [isShowingPreviews, setShowingPreviews] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen) return
    setOpen(false)
    button.current?.focus()
  }
  const closeOnLeave = (event: FocusEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false)
  }
  const showPreviews = () => {
    setOpen(false)
    // The dialog gives the focus back to where it was, and the panel will be closed.
    button.current?.focus()
    setShowingPreviews(true)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens to what bubbles from the controls inside
    <div className="user" onKeyDown={closeOnEscape} onBlur={closeOnLeave}>
      <button
        ref={button}
        type="button"
        className="user-button"
        aria-expanded={isOpen}
        aria-label={words.account(user.displayName)}
        onClick={() => setOpen(!isOpen)}
      >
        <span className="avatar" aria-hidden="true">
          {initialOf(user.displayName)}
        </span>
      </button>
      {isOpen && <UserPanel onPreviews={showPreviews} onClose={() => setOpen(false)} />}
      <PreviewsDialog isOpen={isShowingPreviews} onClose={() => setShowingPreviews(false)} />
    </div>
  )
}

/** Can take the focus, so that a click on its empty parts does not count as leaving it. */
function UserPanel({ onPreviews, onClose }: { onPreviews: () => void; onClose: () => void }) {
  const words = useWords()
  const release = useReleaseWords()
  const { toasts } = useShellPage().services
  const { session, workspace } = usePageSession()
  const account = accountMessages[useLocale()].account
  const openAccount = () => {
    onClose()
    workspace.navigate(ACCOUNT_PATH)
  }
  const { tenant, user } = session.info
  return (
    <div className="user-panel" tabIndex={-1}>
      <p className="user-name">{user.displayName}</p>
      <p className="user-tenant">
        {tenant.name} · {user.username}
      </p>
      <div className="user-row">
        <span>{words.language}</span>
        <LanguageChoice />
      </div>
      <div className="user-row">
        <span>{words.theme}</span>
        <ThemeChoices />
      </div>
      <button type="button" className="user-action" onClick={openAccount}>
        <Icon name="lock" size={18} />
        {account}
      </button>
      {session.can('tenant.preview.manage') && (
        <button type="button" className="user-action" onClick={onPreviews}>
          <Icon name="flask" size={18} />
          {release.previews}
        </button>
      )}
      <button
        type="button"
        className="user-action"
        onClick={() => leave().catch(() => toasts.error(words.logOutFailed))}
      >
        <Icon name="logOut" size={18} />
        {words.logOut}
      </button>
    </div>
  )
}

async function leave(): Promise<void> {
  await logOut()
  window.location.assign('/')
}

function initialOf(name: string): string {
  return [...name.trim()][0]?.toUpperCase() ?? '?'
}
