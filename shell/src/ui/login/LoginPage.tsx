import { endReasonText } from '../../words/account-messages.ts'
import { BrandMark } from '../common/Brand.tsx'
import { LanguageChoice, ThemeChoices } from '../common/PreferenceChoices.tsx'
import { useLocale, useShellPage, useWords } from '../common/shell-context.ts'
import { LoginSteps } from './LoginSteps.tsx'

/** Stands at whatever address was asked for; after logging in, that page is loaded. */
export function LoginPage() {
  const words = useWords()
  const locale = useLocale()
  const { endReason } = useShellPage()
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
        {endReason !== undefined && (
          <p className="login-notice" role="status">
            {endReasonText(locale, endReason)}
          </p>
        )}
        <LoginSteps />
      </main>
    </div>
  )
}
