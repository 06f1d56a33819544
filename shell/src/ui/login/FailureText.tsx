import { type LoginFailure, loginFailureText } from '../../words/login-failure.ts'
import { useLocale } from '../common/shell-context.ts'

/** Stands in every form of the login; empty while nothing failed, so that what comes is read out. */
export function FailureText({ failure }: { failure: LoginFailure | null }) {
  const locale = useLocale()
  return (
    <p className="form-error" role="alert">
      {failure !== null && loginFailureText(locale, failure)}
    </p>
  )
}
