import { useActionState, useId } from 'react'
import { linkFailureOf, type PasswordLink, takeLink } from '../../services/password-link.ts'
import { accountMessages, linkFailureText } from '../../words/account-messages.ts'
import { useLocale } from '../common/shell-context.ts'

interface NewPasswordFormProps {
  link: PasswordLink
  token: string
  onDone: () => void
}

export function NewPasswordForm({ link, token, onDone }: NewPasswordFormProps) {
  const locale = useLocale()
  const t = accountMessages[locale]
  const hint = useId()
  const [failure, submit, isPending] = useActionState(async (_: string | null, form: FormData) => {
    const password = String(form.get('password'))
    if (password !== String(form.get('repeat'))) return 'DIFFERS'
    try {
      await takeLink(token, password)
      onDone()
      return null
    } catch (error) {
      return linkFailureOf(error)
    }
  }, null)
  const { tenant, user } = link
  return (
    <form className="login-form form" action={submit}>
      <h1>{link.purpose === 'RESET' ? t.resetTitle : t.welcome(tenant.name)}</h1>
      <p>{t.welcomeText(user.displayName, user.username)}</p>
      {/* For password managers, which keep both together. */}
      <input type="hidden" name="username" autoComplete="username" value={user.username} />
      <Field name="password" label={t.newPassword} hint={hint} />
      <p className="field-hint" id={hint}>
        {t.passwordHint}
      </p>
      <Field name="repeat" label={t.repeat} hint={undefined} />
      <p className="form-error" role="alert">
        {failure === 'DIFFERS' && t.differs}
        {failure !== null && failure !== 'DIFFERS' && textOf(locale, failure)}
      </p>
      <button type="submit" className="button primary large" disabled={isPending}>
        {isPending ? t.setting : t.setPassword}
      </button>
    </form>
  )
}

function textOf(locale: 'en' | 'zh-CN', failure: string): string {
  return failure === 'LINK_INVALID' ? accountMessages[locale].invalidText : linkFailureText(locale, failure)
}

function Field({ name, label, hint }: { name: string; label: string; hint: string | undefined }) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        type="password"
        autoComplete="new-password"
        required
        aria-describedby={hint}
      />
    </div>
  )
}
