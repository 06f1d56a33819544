import { useState } from 'react'
import type { PendingLogin } from '../../services/login.ts'
import type { LoginFailure } from '../../words/login-failure.ts'
import { CodeForm } from './CodeForm.tsx'
import { EnrolStep } from './EnrolStep.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { useLoginWords } from './use-login-words.ts'

interface SecondStepProps {
  pending: PendingLogin
  /** Logged in. */
  onDone: () => void
  /** Back to the first step; with what failed, if anything did. */
  onEnded: (failure: LoginFailure | null) => void
}

/** After the password: the code, and before that the setting up for a user who has no second factor yet. */
export function SecondStep({ pending, onDone, onEnded }: SecondStepProps) {
  const words = useLoginWords()
  const [codes, setCodes] = useState<string[] | null>(null)
  if (codes !== null) return <RecoveryCodes codes={codes} onKept={onDone} />
  const { token, isEnrolled } = pending
  return (
    <section className="login-form form">
      <h1>{isEnrolled ? words.secondStepTitle : words.enrolTitle}</h1>
      <p>{isEnrolled ? words.secondStepText : words.enrolText}</p>
      {!isEnrolled && <EnrolStep pendingLogin={token} onEnded={onEnded} />}
      <CodeForm
        pendingLogin={token}
        hasHint={isEnrolled}
        onDone={given => (given === null ? onDone() : setCodes(given))}
        onEnded={onEnded}
      />
    </section>
  )
}
