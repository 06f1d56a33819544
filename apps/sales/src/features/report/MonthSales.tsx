import { Card, MoneyText, useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { reportMessages } from './report.messages.ts'
import type { ShownReport } from './use-report.ts'

type Months = ShownReport['months']

/** A column a month, and the same in figures: the picture is not read out, the table is. */
export function MonthSales({ months }: { months: Months }): ReactNode {
  const t = useMessages(reportMessages)
  const { month: nameOf, integer } = useFormats()
  return (
    <Card title={t.byMonth} className="sales-report-wide">
      <Columns months={months} />
      <Scrolled label={t.tableOf(t.byMonth)}>
        <thead>
          <tr>
            <th scope="col">{t.month}</th>
            <th scope="col" className="p-cell-number">
              {t.sales}
            </th>
            <th scope="col" className="p-cell-number">
              {t.orders}
            </th>
            <th scope="col" className="p-cell-number">
              {t.credits}
            </th>
          </tr>
        </thead>
        <tbody>
          {months.toReversed().map(({ month, total, orderCount, creditTotal }) => (
            <tr key={month}>
              <th scope="row">{nameOf(month)}</th>
              <td className="p-cell-number">
                <MoneyText {...total} />
              </td>
              <td className="p-cell-number">{integer(orderCount)}</td>
              <td className="p-cell-number">
                <MoneyText {...creditTotal} />
              </td>
            </tr>
          ))}
        </tbody>
      </Scrolled>
    </Card>
  )
}

function Columns({ months }: { months: Months }): ReactNode {
  const { month: nameOf, money } = useFormats()
  const highest = Math.max(1, ...months.map(({ total }) => Number(total.amount)))
  return (
    <div className="sales-report-columns" aria-hidden>
      {months.map(({ month, total }) => (
        <div
          key={month}
          className="sales-report-column"
          title={`${nameOf(month)} · ${money(total.amount, total.currency)}`}
        >
          <div className="sales-report-column-room">
            <div style={{ height: `${Math.max(0, (Number(total.amount) / highest) * 100).toFixed(1)}%` }} />
          </div>
          <span>{month.endsWith('-01') ? month.slice(0, 4) : String(Number(month.slice(5)))}</span>
        </div>
      ))}
    </div>
  )
}

/** A box that scrolls must be reachable by keyboard. */
export function Scrolled({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="sales-report-scroll" tabIndex={0} aria-label={label}>
      <table className="p-table">{children}</table>
    </section>
  )
}
