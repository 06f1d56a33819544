import { useActionState, useEffect, useId, useRef } from 'react'
import { logIn, type PendingLogin, pendingLoginOf } from '../../services/login.ts'
import { settings } from '../../services/settings.ts'
import { type LoginFailure, loginFailureOf } from '../../words/login-failure.ts'
import { useWords } from '../common/shell-context.ts'
import { FailureText } from './FailureText.tsx'
import { PasswordField } from './PasswordField.tsx'
import { SsoButton } from './SsoButton.tsx'

interface LoginFormProps {
  /** Why an earlier login got no further than this. */
  endedBy: LoginFailure | null
  onDone: () => void
  onPending: (pending: PendingLogin) => void
}

export function LoginForm({ endedBy, onDone, onPending }: LoginFormProps) {
  const words = useWords()
  const [failure, submit, isPending] = useActionState(async (_: LoginFailure | null, form: FormData) => {
    try {
      await logIn(credentialsOf(form)).finally(() => keepNames(form))
    } catch (error) {
      const pending = pendingLoginOf(error)
      if (pending === null) return loginFailureOf(error)
      onPending(pending)
      return null
    }
    onDone()
    // The page is on its way out, and the button stays as it is.
    return new Promise<never>(() => {})
  }, endedBy)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => firstEmptyField(form.current)?.focus(), [])
  return (
    <form className="login-form form" action={submit} ref={form}>
      <h1>{words.logInTitle}</h1>
      <TextField name="tenant" label={words.tenant} hint={words.tenantHint} autoComplete="organization" />
      <TextField name="username" label={words.username} autoComplete="username" />
      <PasswordField />
      <FailureText failure={failure} />
      <button type="submit" className="button primary large" disabled={isPending}>
        {isPending ? words.loggingIn : words.logIn}
      </button>
      <SsoButton form={form} />
    </form>
  )
}

/** Names are remembered, so a user who comes back types the password only. */
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

function credentialsOf(form: FormData) {
  const nameOf = (field: string) => String(form.get(field)).trim()
  return { tenant: nameOf('tenant'), username: nameOf('username'), password: String(form.get('password')) }
}

/** React empties a form after its action; the names come back from here, the next time too. */
function keepNames(form: FormData): void {
  for (const name of ['tenant', 'username']) settings.write(`login.${name}`, String(form.get(name)).trim())
}
