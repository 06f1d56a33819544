import { useShell } from '@portico/micro-app/react'
import { useCallback } from 'react'
import { useAsked } from '../common/use-asked.ts'
import { useWords } from '../common/use-words.ts'
import { countCustomers } from './customers.ts'
import '@portico/shared-ui/card.css'
import '../common/card.css'

export function CustomerCountCard() {
  const t = useWords()
  const shell = useShell()
  const { data } = useAsked(useCallback((signal: AbortSignal) => countCustomers(shell, signal), [shell]))
  return (
    <div className="p-card-app">
      <section className="p-card">
        <header className="p-card-header">
          <h2 className="p-card-title">{t.customers}</h2>
        </header>
        <p className="customer-count">
          <span>{data ?? '–'}</span> <small>{t.inAll}</small>
        </p>
      </section>
    </div>
  )
}
