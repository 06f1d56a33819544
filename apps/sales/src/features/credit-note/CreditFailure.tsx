import { GraphError } from '@portico/micro-app'
import { useErrorText, useFormats, useMessages } from '@portico/shared-ui/react'
import { Alert } from 'antd'
import type { ReactNode } from 'react'
import type { OrderDetail } from '../order/use-order.ts'
import { creditNoteMessages } from './credit-note.messages.ts'

/** Why the credit note was refused; where too much was asked for, what is left of each line. */
export function CreditFailure({ error, order }: { error: unknown; order: OrderDetail }): ReactNode {
  const t = useMessages(creditNoteMessages)
  const textOf = useErrorText()
  const { quantity } = useFormats()
  const excesses = excessesOf(error)
  const nameOf = (lineId: string) => {
    const line = order.lines.find(({ id }) => id === lineId)
    return line ? `${line.product?.code ?? ''} ${line.description}`.trim() : lineId
  }
  if (excesses.length === 0) {
    return <Alert className="sales-notice" type="error" showIcon title={textOf(error)} />
  }
  const description = (
    <ul className="sales-shortages">
      {excesses.map(({ lineId, left, requested }) => (
        <li key={lineId}>{t.leftOf(nameOf(lineId), quantity(left), quantity(requested))}</li>
      ))}
    </ul>
  )
  return <Alert className="sales-notice" type="error" showIcon title={t.exceeds} description={description} />
}

interface Excess {
  lineId: string
  /** Decimal text. */
  requested: string
  left: string
}

function excessesOf(error: unknown): Excess[] {
  if (!(error instanceof GraphError) || error.code !== 'CREDIT_EXCEEDS_ORDER') return []
  return error.errors.flatMap(({ details }) => {
    const excesses = typeof details === 'object' && details !== null && Reflect.get(details, 'excesses')
    return Array.isArray(excesses) ? excesses.filter(isExcess) : []
  })
}

function isExcess(value: unknown): value is Excess {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['lineId', 'requested', 'left'].every(key => typeof Reflect.get(value, key) === 'string')
  )
}
