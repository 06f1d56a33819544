import { useLocale, useShell } from '@portico/micro-app/react'
import { errorText } from '@portico/shared-ui'
import { type FormEvent, useEffect, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { useWords } from '../common/use-words.ts'
import { CustomerToSave } from './customers.ts'

export function CustomerForm() {
  const t = useWords()
  const shell = useShell()
  const locale = useLocale()
  const navigate = useNavigate()
  const [attempt] = useState(() => new CustomerToSave())
  const [isDirty, setDirty] = useState(false)
  const [isSaving, setSaving] = useState(false)
  const [error, setError] = useState<unknown>()
  useEffect(() => {
    shell.tabs.setDirty(isDirty)
    return () => shell.tabs.setDirty(false)
  }, [shell, isDirty])

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setSaving(true)
    try {
      const name = await attempt.save(shell, new FormData(event.currentTarget))
      shell.tabs.setDirty(false)
      shell.notify.success(t.saved(name))
      navigate('/')
    } catch (failure) {
      setError(failure)
      setSaving(false)
    }
  }

  return (
    <form onSubmit={save} onInput={() => setDirty(true)}>
      <h1>{t.newCustomer}</h1>
      <label>
        {t.name}
        <input name="name" required maxLength={200} />
      </label>
      <label>
        {t.country}
        <input name="country" maxLength={80} />
      </label>
      {error !== undefined && (
        <p className="failed" role="alert">
          {errorText(locale, error)}
        </p>
      )}
      <div className="buttons">
        <button type="submit" className="primary" disabled={isSaving}>
          {t.save}
        </button>
        <Link className="button" to="/">
          {t.cancel}
        </Link>
      </div>
    </form>
  )
}
