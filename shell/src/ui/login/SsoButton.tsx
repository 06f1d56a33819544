import { type RefObject, useState } from 'react'
import { goToSso } from '../../services/login.ts'
import { settings } from '../../services/settings.ts'
import { type LoginFailure, loginFailureOf } from '../../words/login-failure.ts'
import { FailureText } from './FailureText.tsx'
import { useLoginWords } from './use-login-words.ts'

/** Goes to the identity provider of the company that is typed in the form. */
export function SsoButton({ form }: { form: RefObject<HTMLFormElement | null> }) {
  const words = useLoginWords()
  const [failure, setFailure] = useState<LoginFailure | null>(null)
  const [isGoing, setGoing] = useState(false)
  const go = async () => {
    const field = form.current?.querySelector<HTMLInputElement>('input[name=tenant]')
    if (!field?.reportValidity()) return
    setFailure(null)
    setGoing(true)
    settings.write('login.tenant', field.value.trim())
    await goToSso(field.value.trim()).catch(error => {
      setFailure(loginFailureOf(error))
      setGoing(false)
    })
  }
  return (
    <>
      <button type="button" className="button" disabled={isGoing} onClick={() => void go()}>
        {isGoing ? words.ssoGoing : words.sso}
      </button>
      <FailureText failure={failure} />
    </>
  )
}
