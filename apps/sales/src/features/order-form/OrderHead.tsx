import { PlusOutlined } from '@ant-design/icons'
import { useShell } from '@portico/micro-app/react'
import { useMessages } from '@portico/shared-ui/react'
import { Button, Input } from 'antd'
import { type Dispatch, type ReactNode, useId, useState } from 'react'
import { ORDER_TEXT_LIMITS, ORDER_TEXTS, orderTextMessages } from '../order/order-texts.ts'
import { CreateCustomerModal } from './CreateCustomerModal.tsx'
import { CustomerPicker } from './CustomerPicker.tsx'
import type { DraftChange, OrderDraft } from './order-draft.ts'
import { orderFormMessages } from './order-form.messages.ts'

interface OrderHeadProps {
  draft: OrderDraft
  onChange: Dispatch<DraftChange>
}

export function OrderHead({ draft, onChange }: OrderHeadProps): ReactNode {
  const t = useMessages(orderFormMessages)
  const texts = useMessages(orderTextMessages)
  const { session } = useShell()
  const [isCreating, setCreating] = useState(false)
  const customerId = useId()
  const textId = useId()
  return (
    <section className="p-card sales-pad sales-form-head">
      <div className="sales-field">
        <label htmlFor={customerId}>{t.customer}</label>
        <div className="sales-field-row">
          <CustomerPicker
            id={customerId}
            value={draft.customer}
            onChange={customer => onChange({ type: 'customer', customer })}
          />
          {session.can('party.customer.write') && (
            <Button icon={<PlusOutlined aria-hidden />} onClick={() => setCreating(true)}>
              {t.newCustomer}
            </Button>
          )}
        </div>
        <p className="sales-hint">{t.customerHint}</p>
      </div>
      {ORDER_TEXTS.map(name => (
        <div className="sales-field" key={name}>
          <label htmlFor={`${textId}-${name}`}>{texts[name]}</label>
          <Input
            id={`${textId}-${name}`}
            maxLength={ORDER_TEXT_LIMITS[name]}
            value={draft[name]}
            placeholder={texts[`${name}_hint`]}
            onChange={event => onChange({ type: 'text', name, text: event.target.value })}
          />
        </div>
      ))}
      {isCreating && (
        <CreateCustomerModal
          onClose={() => setCreating(false)}
          onCreated={customer => onChange({ type: 'customer', customer })}
        />
      )}
    </section>
  )
}
