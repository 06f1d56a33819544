import { PlusOutlined } from '@ant-design/icons'
import { useShell } from '@portico/micro-app/react'
import { useMessages } from '@portico/shared-ui/react'
import { Button, Input } from 'antd'
import { type Dispatch, type ReactNode, useId, useState } from 'react'
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
  const { session } = useShell()
  const [isCreating, setCreating] = useState(false)
  const customerId = useId()
  const noteId = useId()
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
      <div className="sales-field">
        <label htmlFor={noteId}>{t.note}</label>
        <Input
          id={noteId}
          maxLength={500}
          value={draft.note}
          placeholder={t.notePlaceholder}
          onChange={event => onChange({ type: 'note', note: event.target.value })}
        />
      </div>
      {isCreating && (
        <CreateCustomerModal
          onClose={() => setCreating(false)}
          onCreated={customer => onChange({ type: 'customer', customer })}
        />
      )}
    </section>
  )
}
