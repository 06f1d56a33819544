import { useFormats, useMessages } from '@portico/shared-ui/react'
import Big from 'big.js'
import type { ReactNode } from 'react'
import type { OrderDetailLine } from '../order/use-order.ts'
import { DecimalInput } from '../order-form/DecimalInput.tsx'
import { creditNoteMessages } from './credit-note.messages.ts'
import { type CreditQuantities, checkQuantity } from './credit-quantities.ts'

interface CreditLinesProps {
  lines: OrderDetailLine[]
  quantities: CreditQuantities
  onChange: (quantities: CreditQuantities) => void
}

/** What is left of each line, and how much of it is credited. */
export function CreditLines({ lines, quantities, onChange }: CreditLinesProps): ReactNode {
  return (
    <ul className="sales-credit-lines">
      {lines.map(line => (
        <CreditLine
          key={line.id}
          line={line}
          typed={quantities[line.id] ?? ''}
          onChange={typed => onChange({ ...quantities, [line.id]: typed })}
        />
      ))}
    </ul>
  )
}

interface CreditLineProps {
  line: OrderDetailLine
  typed: string
  onChange: (typed: string) => void
}

function CreditLine({ line, typed, onChange }: CreditLineProps): ReactNode {
  const t = useMessages(creditNoteMessages)
  const { quantity } = useFormats()
  const isOver = new Big(line.left).lte(0)
  const problem = checkQuantity(line, typed)
  const problemText = problem === 'TOO_MUCH' ? t.TOO_MUCH(quantity(line.left)) : problem && t[problem]
  return (
    <li className="sales-credit-line">
      <span className="sales-credit-name">
        <span className="sales-code">{line.product?.code}</span> {line.description}
      </span>
      {isOver ? (
        <span />
      ) : (
        <DecimalInput
          field="quantity"
          label={`${t.quantity}, ${line.description}`}
          shortLabel={t.quantity}
          value={typed}
          problem={problemText ?? undefined}
          onChange={onChange}
        />
      )}
      <span className="sales-faint p-number">
        {isOver ? t.allCredited : t.left(quantity(line.left), quantity(line.quantity))}
      </span>
    </li>
  )
}
