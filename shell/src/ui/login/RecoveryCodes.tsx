import { useState } from 'react'
import { useLoginWords } from './use-login-words.ts'

/** Shown once; the page goes on only when the user says that they are kept. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const words = useLoginWords()
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'))
    setCopied(true)
  }
  return (
    <section className="login-form form">
      <h1>{words.codesTitle}</h1>
      <p>{words.codesText}</p>
      <ul className="login-codes">
        {codes.map(code => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <button type="button" className="button" onClick={() => void copy().catch(() => setCopied(false))}>
        <span role="status">{isCopied ? words.copied : words.copyCodes}</span>
      </button>
      <button type="button" className="button primary large" onClick={onKept}>
        {words.codesKept}
      </button>
    </section>
  )
}
