import { Card, MoneyText, OrderStatusTag, useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Scrolled } from './MonthSales.tsx'
import { reportMessages } from './report.messages.ts'
import type { ShownReport } from './use-report.ts'

export function StatusCounts({ statuses }: { statuses: ShownReport['statuses'] }): ReactNode {
  const t = useMessages(reportMessages)
  const { integer } = useFormats()
  return (
    <Card title={t.byStatus}>
      <Scrolled label={t.tableOf(t.byStatus)}>
        <thead>
          <tr>
            <th scope="col">{t.kind}</th>
            <th scope="col">{t.status}</th>
            <th scope="col" className="p-cell-number">
              {t.count}
            </th>
            <th scope="col" className="p-cell-number">
              {t.total}
            </th>
          </tr>
        </thead>
        <tbody>
          {statuses.map(({ kind, status, count, total }) => (
            <tr key={`${kind} ${status}`}>
              <th scope="row">{t[kind]}</th>
              <td>
                <OrderStatusTag status={status} />
              </td>
              <td className="p-cell-number">{integer(count)}</td>
              <td className="p-cell-number">
                <MoneyText {...total} />
              </td>
            </tr>
          ))}
        </tbody>
      </Scrolled>
    </Card>
  )
}
