import { useEffect, useState } from 'react'
import { type Enrolment, offerSecondFactor } from '../../services/login.ts'
import { type LoginFailure, loginFailureOf } from '../../words/login-failure.ts'
import { useLoginWords } from './use-login-words.ts'

interface EnrolStepProps {
  pendingLogin: string
  onEnded: (failure: LoginFailure | null) => void
}

/** The picture to scan, and the same as text. */
export function EnrolStep({ pendingLogin, onEnded }: EnrolStepProps) {
  const words = useLoginWords()
  const [offer, setOffer] = useState<Enrolment | null>(null)
  useEffect(() => {
    let isHere = true
    offerSecondFactor(pendingLogin).then(
      given => isHere && setOffer(given),
      error => isHere && onEnded(loginFailureOf(error)),
    )
    return () => {
      isHere = false
    }
  }, [pendingLogin, onEnded])
  if (offer === null) return <p role="status">{words.enrolLoading}</p>
  const { qr, secret } = offer
  return (
    <>
      <svg
        className="login-qr"
        role="img"
        aria-label={words.qrLabel}
        viewBox={`-4 -4 ${qr.size + 8} ${qr.size + 8}`}
      >
        <path d={qr.path} />
      </svg>
      <p className="login-secret">
        {words.secretLabel} <code>{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
    </>
  )
}
