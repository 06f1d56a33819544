import { useActionState, useState } from 'react'
import { type PendingLogin, pendingLoginOf } from '../../services/login.ts'
import type { Session } from '../../services/session.ts'
import { endReasonText } from '../../words/account-messages.ts'
import { type LoginFailure, loginFailureOf } from '../../words/login-failure.ts'
import { useLocale, useSignal, useWords } from '../common/shell-context.ts'
import { CodeField } from '../login/CodeField.tsx'
import { FailureText } from '../login/FailureText.tsx'
import { PasswordField } from '../login/PasswordField.tsx'
import { Dialog } from './Dialog.tsx'

/** Over the page, not instead of it: what is half typed stays. */
export function RenewSessionDialog({ session }: { session: Session }) {
  const words = useWords()
  const locale = useLocale()
  const isExpired = useSignal(session.isExpired)
  const endReason = useSignal(session.endReason)
  return (
    <Dialog isOpen={isExpired} title={words.renewTitle} onCancel={() => session.giveUp()}>
      {endReason !== undefined && <p className="dialog-text">{endReasonText(locale, endReason)}</p>}
      <p className="dialog-text">{words.renewText}</p>
      <RenewForm session={session} />
    </Dialog>
  )
}

function RenewForm({ session }: { session: Session }) {
  const words = useWords()
  const [pending, setPending] = useState<PendingLogin | null>(null)
  const [failure, submit, isPending] = useActionState(async (_: LoginFailure | null, form: FormData) => {
    try {
      if (pending === null) await session.renew(String(form.get('password')))
      else await session.renewBySecondStep(pending.token, String(form.get('code')))
      return null
    } catch (error) {
      const next = pendingLoginOf(error)
      const failed = loginFailureOf(error)
      // To set one up there is no room here: the words say where.
      const isAsked = next?.isEnrolled === true
      if (isAsked || failed.code === 'PENDING_LOGIN_ENDED') setPending(isAsked ? next : null)
      return isAsked ? null : failed
    }
  }, null)
  const { tenant, user } = session.info
  return (
    <form action={submit} className="form">
      <p className="who">
        <strong>{user.displayName}</strong> · {tenant.name}
      </p>
      {pending === null ? <PasswordField autoFocus /> : <CodeField />}
      <FailureText failure={failure} />
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
