import { useActionState } from 'react'
import { takeSecondStep } from '../../services/login.ts'
import { type LoginFailure, loginFailureOf } from '../../words/login-failure.ts'
import { CodeField } from './CodeField.tsx'
import { FailureText } from './FailureText.tsx'
import { useLoginWords } from './use-login-words.ts'

interface CodeFormProps {
  pendingLogin: string
  hasHint: boolean
  /** `recoveryCodes`: of a second factor that this code has set up. */
  onDone: (recoveryCodes: string[] | null) => void
  onEnded: (failure: LoginFailure | null) => void
}

export function CodeForm({ pendingLogin, hasHint, onDone, onEnded }: CodeFormProps) {
  const words = useLoginWords()
  const [failure, submit, isPending] = useActionState(async (_: LoginFailure | null, form: FormData) => {
    try {
      onDone((await takeSecondStep(pendingLogin, String(form.get('code')))).recoveryCodes ?? null)
      return null
    } catch (error) {
      const failed = loginFailureOf(error)
      if (failed.code === 'PENDING_LOGIN_ENDED' || failed.code === 'USER_LOCKED') onEnded(failed)
      return failed
    }
  }, null)
  return (
    <form className="form" action={submit}>
      <CodeField hasHint={hasHint} />
      <FailureText failure={failure} />
      <button type="submit" className="button primary large" disabled={isPending}>
        {isPending ? words.checking : words.continue}
      </button>
      <button type="button" className="button" onClick={() => onEnded(null)}>
        {words.otherAccount}
      </button>
    </form>
  )
}
