import { useLocale, useShell } from '@portico/micro-app/react'
import { errorText } from '@portico/shared-ui'
import { useCallback, useEffect, useState } from 'react'
import { Link } from 'react-router'
import { useAsked } from '../common/use-asked.ts'
import { useWords } from '../common/use-words.ts'
import { type CustomerPage, listCustomers } from './customers.ts'

export function CustomerList() {
  const t = useWords()
  const shell = useShell()
  const locale = useLocale()
  const [search, setSearch] = useState('')
  const read = useCallback((signal: AbortSignal) => listCustomers(shell, search, signal), [shell, search])
  const { data, error, ask } = useAsked(read)
  useEffect(() => shell.events.on('template-name.customer.added', ask), [shell, ask])
  return (
    <>
      <header className="page-head">
        <h1>{t.customers}</h1>
        <input
          aria-label={t.search}
          placeholder={t.search}
          value={search}
          onChange={event => setSearch(event.target.value)}
        />
        {shell.session.can('party.customer.write') && (
          <Link className="button primary" to="/new">
            {t.newCustomer}
          </Link>
        )}
      </header>
      {error !== undefined && (
        <p className="failed" role="alert">
          {errorText(locale, error)}{' '}
          <button type="button" onClick={ask}>
            {t.retry}
          </button>
        </p>
      )}
      {data !== undefined && <CustomerTable page={data} />}
      {data === undefined && error === undefined && <p aria-busy>{t.loading}</p>}
    </>
  )
}

function CustomerTable({ page }: { page: CustomerPage }) {
  const t = useWords()
  if (page.nodes.length === 0) return <p>{t.none}</p>
  return (
    <>
      <table>
        <thead>
          <tr>
            <th>{t.code}</th>
            <th>{t.name}</th>
            <th>{t.country}</th>
          </tr>
        </thead>
        <tbody>
          {page.nodes.map(({ id, code, name, country }) => (
            <tr key={id}>
              <td>{code}</td>
              <td>{name}</td>
              <td>{country}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{t.count(page.nodes.length, page.totalCount)}</p>
    </>
  )
}
