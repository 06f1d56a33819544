import { useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import type { ImportOutcome } from '../../graph/graph.generated.ts'
import { importMessages } from './import.messages.ts'
import type { ImportDetail } from './use-import.ts'
import { wizardMessages } from './wizard.messages.ts'

type Sum = ImportDetail['sums'][number]

const ORDER: readonly ImportOutcome[] = ['FILE', 'CREATED', 'REPLACED', 'RECOGNISED', 'SKIPPED', 'HELD_BACK']

/** What the file comes to and what became of it, by currency: the lines below the first together come to the first. */
export function ImportSums({ sums }: Pick<ImportDetail, 'sums'>): ReactNode {
  const t = useMessages(wizardMessages)
  const words = useMessages(importMessages)
  const { integer } = useFormats()
  if (sums.length === 0) return null
  const currencies = [...new Set(sums.map(({ currency }) => currency))]
  const rows = currencies.flatMap(currency => sortedOf(sums, currency))
  const unread = sums.reduce((count, sum) => count + (sum.outcome === 'FILE' ? sum.unreadRows : 0), 0)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box is reached by keyboard only when it can be focused
    <section className="sales-conflicts" aria-label={t.sums} tabIndex={0}>
      <table className="p-table">
        <caption className="sales-problems-caption">{t.sums}</caption>
        <thead>
          <tr>
            <th scope="col">{words.result}</th>
            <th scope="col">{words.CURRENCY}</th>
            <th scope="col" className="p-number">
              {t.sumDocuments}
            </th>
            <th scope="col" className="p-number">
              {t.sumRows}
            </th>
            <th scope="col" className="p-number">
              {t.sumAmount}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(sum => (
            <SumRow key={`${sum.currency} ${sum.outcome}`} sum={sum} />
          ))}
        </tbody>
      </table>
      {unread > 0 && <p className="sales-hint">{t.unreadRows(integer(unread), unread === 1)}</p>}
    </section>
  )
}

function SumRow({ sum: { currency, outcome, documents, rows, amount } }: { sum: Sum }): ReactNode {
  const t = useMessages(wizardMessages)
  const { integer, money } = useFormats()
  const isCode = /^[A-Z]{3}$/.test(currency)
  return (
    <tr>
      <th scope="row">{t[`SUM_${outcome}`]}</th>
      <td>{currency}</td>
      <td className="p-number">{integer(documents)}</td>
      <td className="p-number">{integer(rows)}</td>
      <td className="p-number">{isCode ? money(amount, currency) : amount}</td>
    </tr>
  )
}

function sortedOf(sums: Sum[], currency: string): Sum[] {
  const own = sums.filter(sum => sum.currency === currency)
  return ORDER.flatMap(outcome => own.filter(sum => sum.outcome === outcome))
}
