import { useId, useState } from 'react'
import { Icon } from '../common/Icon.tsx'
import { useWords } from '../common/shell-context.ts'

export function PasswordField({ autoFocus = false }: { autoFocus?: boolean }) {
  const words = useWords()
  const id = useId()
  const [isShown, setShown] = useState(false)
  return (
    <div className="field">
      <label htmlFor={id}>{words.password}</label>
      <div className="input-with-button">
        <input
          id={id}
          name="password"
          type={isShown ? 'text' : 'password'}
          autoComplete="current-password"
          required
          // biome-ignore lint/a11y/noAutofocus: the only thing to do in the dialog that asks for it
          autoFocus={autoFocus}
        />
        <button
          type="button"
          className="icon-button small"
          aria-pressed={isShown}
          aria-label={isShown ? words.hidePassword : words.showPassword}
          onClick={() => setShown(!isShown)}
        >
          <Icon name="eye" size={18} />
        </button>
      </div>
    </div>
  )
}
