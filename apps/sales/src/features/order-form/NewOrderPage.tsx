import { useMessages, useTabTitle } from '@portico/shared-ui/react'
import { type ReactNode, useState } from 'react'
import { OrderForm } from './OrderForm.tsx'
import { emptyDraft } from './order-draft.ts'
import { orderFormMessages } from './order-form.messages.ts'

export function NewOrderPage(): ReactNode {
  const t = useMessages(orderFormMessages)
  const [initial] = useState(emptyDraft)
  useTabTitle(t.newTitle)
  return <OrderForm name="new" existing={null} initial={initial} />
}
