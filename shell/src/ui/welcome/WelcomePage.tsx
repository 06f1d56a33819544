import { useCallback, useEffect, useState } from 'react'
import { linkFailureOf, lookAtLink, type PasswordLink } from '../../services/password-link.ts'
import { settings } from '../../services/settings.ts'
import { isText, SessionRecord } from '../../state/session-record.ts'
import { accountMessages, linkFailureText } from '../../words/account-messages.ts'
import { BrandMark } from '../common/Brand.tsx'
import { LanguageChoice, ThemeChoices } from '../common/PreferenceChoices.tsx'
import { useLocale, useWords } from '../common/shell-context.ts'
import { NewPasswordForm } from './NewPasswordForm.tsx'

const kept = new SessionRecord<string>('portico.welcome', isText)

type Stand = { link: PasswordLink | null; failure: string | null }

/** The page of a one-time link: an invitation, or a new password. It needs no session, and asks no session that is there. */
export function WelcomePage() {
  const words = useWords()
  return (
    <div className="login">
      <header className="login-brand">
        <p className="brand">
          <BrandMark size={30} />
          {words.product}
        </p>
        <p className="login-tagline">{words.tagline}</p>
      </header>
      <main className="login-main">
        <div className="login-preferences">
          <LanguageChoice />
          <ThemeChoices />
        </div>
        <LinkSteps />
      </main>
    </div>
  )
}

function LinkSteps() {
  const locale = useLocale()
  const t = accountMessages[locale]
  const [token] = useState(readToken)
  const [{ link, failure }, setStand] = useState<Stand>({ link: null, failure: null })
  const [isDone, setDone] = useState(false)
  const look = useCallback(() => {
    setStand({ link: null, failure: null })
    lookAtLink(token).then(
      found => setStand({ link: found, failure: null }),
      error => setStand({ link: null, failure: linkFailureOf(error) }),
    )
  }, [token])
  useEffect(look, [look])
  // Another link, opened in the tab of this one, changes what stands behind the # only.
  useEffect(() => {
    window.addEventListener('hashchange', reload)
    return () => window.removeEventListener('hashchange', reload)
  }, [])
  if (isDone) return <Done />
  if (failure === 'LINK_INVALID' || failure === 'INVALID_REQUEST') {
    return <Sentence title={t.invalidTitle} text={t.invalidText} />
  }
  if (failure !== null) {
    return (
      <Sentence title={linkFailureText(locale, failure)} text="">
        <button type="button" className="button primary" onClick={look}>
          {t.retry}
        </button>
      </Sentence>
    )
  }
  if (link === null) return <p role="status">{t.checking}</p>
  const finish = () => {
    settings.write('login.tenant', link.tenant.slug)
    settings.write('login.username', link.user.username)
    kept.write('')
    setDone(true)
  }
  return <NewPasswordForm link={link} token={token} onDone={finish} />
}

function reload(): void {
  window.location.reload()
}

function Done() {
  const t = accountMessages[useLocale()]
  return (
    <Sentence title={t.doneTitle} text={t.doneText}>
      <a className="button primary large" href="/">
        {t.toLogin}
      </a>
    </Sentence>
  )
}

function Sentence({ title, text, children }: { title: string; text: string; children?: React.ReactNode }) {
  return (
    <div className="login-form form" role="status">
      <h1>{title}</h1>
      {text !== '' && <p>{text}</p>}
      {children}
    </div>
  )
}

/**
 * Taken out of the address at once: it must not stay in the history of a browser that others use. Until it is used the tab
 * keeps it, for a reload.
 */
function readToken(): string {
  const given = window.location.hash.slice(1)
  if (given === '') return kept.read() ?? ''
  window.history.replaceState(null, '', window.location.pathname)
  kept.write(given)
  return given
}
