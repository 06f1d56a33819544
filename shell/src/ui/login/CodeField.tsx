import { useId } from 'react'
import { useLoginWords } from './use-login-words.ts'

/** Six digits, or a recovery code: telephones offer the code of a message, and their digits first. */
export function CodeField({ hasHint = true }: { hasHint?: boolean }) {
  const words = useLoginWords()
  const id = useId()
  const hintId = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{words.code}</label>
      <input
        id={id}
        name="code"
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={40}
        required
        aria-describedby={hasHint ? hintId : undefined}
        // biome-ignore lint/a11y/noAutofocus: the step has nothing else to do
        autoFocus
      />
      {hasHint && (
        <p id={hintId} className="field-hint">
          {words.codeHint}
        </p>
      )}
    </div>
  )
}
