import { MoneyText, useFormats, useMessages } from '@portico/shared-ui/react'
import { dailySalesMessages } from './daily-sales.messages.ts'
import type { DailySeries } from './daily-series.ts'
import type { DayFigure } from './day-series.ts'

/** The chart's figures to the cent; the same numbers for everyone who cannot use a picture. */
export function DailySalesTable({ pairs, currency, current, previous }: DailySeries) {
  const t = useMessages(dailySalesMessages)
  const { integer } = useFormats()
  const money = (figure: DayFigure | null) =>
    figure ? <MoneyText amount={figure.amount} currency={currency} /> : '–'
  const count = (figure: DayFigure | null) => (figure ? integer(figure.orderCount) : '–')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="sales-card-scroll" tabIndex={0} aria-label={t.table}>
      <table className="p-table sales-card-days">
        <thead>
          <tr>
            <th scope="col">{t.day}</th>
            {[current, previous].map(month => (
              <Columns key={month} month={month} documents={t.documents} />
            ))}
          </tr>
        </thead>
        <tbody>
          {pairs.map(pair => (
            <tr key={pair.day}>
              <th scope="row">{pair.day}</th>
              <td className="p-cell-number">{money(pair.current)}</td>
              <td className="p-cell-number">{count(pair.current)}</td>
              <td className="p-cell-number">{money(pair.previous)}</td>
              <td className="p-cell-number">{count(pair.previous)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Columns({ month, documents }: { month: string; documents: string }) {
  return (
    <>
      <th scope="col" className="p-cell-number">
        {month}
      </th>
      <th scope="col" className="p-cell-number">
        {documents}
      </th>
    </>
  )
}
