import { Card, MoneyText, useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Scrolled } from './MonthSales.tsx'
import { reportMessages } from './report.messages.ts'
import type { ShownReport } from './use-report.ts'

export function SoldProducts({ products }: { products: ShownReport['products'] }): ReactNode {
  const t = useMessages(reportMessages)
  const { quantity: quantityOf } = useFormats()
  return (
    <Card title={t.best}>
      <Scrolled label={t.tableOf(t.best)}>
        <thead>
          <tr>
            <th scope="col">{t.product}</th>
            <th scope="col" className="p-cell-number">
              {t.quantity}
            </th>
            <th scope="col" className="p-cell-number">
              {t.sales}
            </th>
          </tr>
        </thead>
        <tbody>
          {products.map(({ product, quantity, total }, place) => (
            <tr key={product?.id ?? place}>
              <th scope="row">
                {product ? product.name : t.deleted}
                {product && <div className="sales-code">{product.code}</div>}
              </th>
              <td className="p-cell-number">{quantityOf(quantity)}</td>
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
