import { useCallback, useState } from 'react'
import { type PendingLogin, takeSsoError } from '../../services/login.ts'
import type { LoginFailure } from '../../words/login-failure.ts'
import { LoginForm } from './LoginForm.tsx'
import { SecondStep } from './SecondStep.tsx'

/** The password, then a code where one is asked for. */
export function LoginSteps() {
  const [pending, setPending] = useState<PendingLogin | null>(null)
  const [ended, setEnded] = useState(failureOfSso)
  const goBack = useCallback((failure: LoginFailure | null) => {
    setEnded(failure)
    setPending(null)
  }, [])
  if (pending === null) return <LoginForm endedBy={ended} onDone={enter} onPending={setPending} />
  return <SecondStep pending={pending} onDone={enter} onEnded={goBack} />
}

/** A user may have been at the company's provider and not got in. */
function failureOfSso(): LoginFailure | null {
  const code = takeSsoError()
  return code === null ? null : { code, retryAfterSeconds: null }
}

/** A new page, because the snapshot is resolved for the tenant. */
function enter(): void {
  window.location.reload()
}
