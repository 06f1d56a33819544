import { GraphError } from '@portico/micro-app'
import { useActionState } from 'react'
import type { Session } from '../../services/session.ts'
import { loginErrorText } from '../../words/error-words.ts'
import { PasswordField } from '../login/PasswordField.tsx'
import { useLocale, useSignal, useWords } from '../shell-context.ts'
import { Dialog } from './Dialog.tsx'

/** Over the page, not instead of it: what is half typed stays. */
export function RenewSessionDialog({ session }: { session: Session }) {
  const words = useWords()
  const isExpired = useSignal(session.isExpired)
  return (
    <Dialog isOpen={isExpired} title={words.renewTitle} onCancel={() => session.giveUp()}>
      <p className="dialog-text">{words.renewText}</p>
      <RenewForm session={session} />
    </Dialog>
  )
}

function RenewForm({ session }: { session: Session }) {
  const words = useWords()
  const locale = useLocale()
  const [errorCode, submit, isPending] = useActionState(async (_: string | null, form: FormData) => {
    try {
      await session.renew(String(form.get('password')))
      return null
    } catch (error) {
      return error instanceof GraphError ? error.code : 'OTHER'
    }
  }, null)
  const { tenant, user } = session.info
  return (
    <form action={submit} className="form">
      <p className="who">
        <strong>{user.displayName}</strong> · {tenant.name}
      </p>
      <PasswordField autoFocus />
      <p className="form-error" role="alert">
        {errorCode !== null && loginErrorText(locale, errorCode)}
      </p>
      <div className="dialog-actions">
        <button type="button" className="button" onClick={leave}>
          {words.renewLeave}
        </button>
        <button type="submit" className="button primary" disabled={isPending}>
          {isPending ? words.loggingIn : words.logIn}
        </button>
      </div>
    </form>
  )
}

function leave(): void {
  window.location.reload()
}
