import { type FormEvent, useId, useState } from 'react'
import { localOrigin, type OverrideChoice } from '../../overrides/override-record.ts'
import { overrideMessages } from '../../words/override-messages.ts'
import { useLocale } from '../common/shell-context.ts'

interface LocalFieldProps {
  title: string
  choice: OverrideChoice | null
  onChoose: (choice: OverrideChoice) => void
}

/** The address of a development server on this machine. */
export function LocalField({ title, choice, onChoose }: LocalFieldProps) {
  const words = overrideMessages[useLocale()]
  const id = useId()
  const [text, setText] = useState(choice?.kind === 'local' ? choice.origin : '')
  const [isRefused, setRefused] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const origin = localOrigin(text)
    setRefused(origin === null)
    if (origin !== null) onChoose({ kind: 'local', origin })
  }
  return (
    <form className="override-field" onSubmit={submit}>
      <label htmlFor={id}>{words.addressOf(title)}</label>
      <input
        id={id}
        value={text}
        placeholder="http://127.0.0.1:5300"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isRefused}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => setText(target.value)}
      />
      <button type="submit" className="button">
        {words.take}
      </button>
      <span id={`${id}-hint`} role={isRefused ? 'alert' : undefined} className="override-hint">
        {isRefused ? words.addressRefused : words.addressHint}
      </span>
    </form>
  )
}
