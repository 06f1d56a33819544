import { GraphError } from '@portico/micro-app'
import { useActionState, useEffect, useId, useRef } from 'react'
import { logIn } from '../../services/session.ts'
import { settings } from '../../services/settings.ts'
import { loginErrorText } from '../../words/error-words.ts'
import { useLocale, useWords } from '../shell-context.ts'
import { PasswordField } from './PasswordField.tsx'

export function LoginForm() {
  const words = useWords()
  const locale = useLocale()
  const [errorCode, submit, isPending] = useActionState(submitLogin, null)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => firstEmptyField(form.current)?.focus(), [])
  return (
    <form className="login-form form" action={submit} ref={form}>
      <h1>{words.logInTitle}</h1>
      <TextField name="tenant" label={words.tenant} hint={words.tenantHint} autoComplete="organization" />
      <TextField name="username" label={words.username} autoComplete="username" />
      <PasswordField />
      <p className="form-error" role="alert">
        {errorCode !== null && loginErrorText(locale, errorCode)}
      </p>
      <button type="submit" className="button primary large" disabled={isPending}>
        {isPending ? words.loggingIn : words.logIn}
      </button>
    </form>
  )
}

/** Names are remembered, so somebody who comes back types the password only. */
function firstEmptyField(form: HTMLFormElement | null): HTMLInputElement | null {
  const fields = Array.from(form?.querySelectorAll('input') ?? [])
  return fields.find(({ value }) => value === '') ?? null
}

interface TextFieldProps {
  name: 'tenant' | 'username'
  label: string
  hint?: string
  autoComplete: string
}

function TextField({ name, label, hint, autoComplete }: TextFieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        defaultValue={settings.read(`login.${name}`) ?? ''}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        placeholder={hint}
        required
      />
    </div>
  )
}

/** Null is success, and the page is on its way out. */
async function submitLogin(_: string | null, form: FormData): Promise<string | null> {
  const [tenant, username, password] = ['tenant', 'username', 'password'].map(name =>
    String(form.get(name)).trim(),
  )
  try {
    await logIn({
      tenant: tenant ?? '',
      username: username ?? '',
      password: String(form.get('password') ?? password),
    })
  } catch (error) {
    keep(form)
    return error instanceof GraphError ? error.code : 'OTHER'
  }
  keep(form)
  // A new page, because the snapshot is resolved for the tenant.
  window.location.reload()
  return new Promise(() => {})
}

/** React empties a form after its action; the names come back from here, the next time too. */
function keep(form: FormData): void {
  for (const name of ['tenant', 'username']) settings.write(`login.${name}`, String(form.get(name)).trim())
}
