import { useShell } from '@portico/micro-app/react'
import { useMessages } from '@portico/shared-ui/react'
import { type ReactNode, useEffect, useState } from 'react'
import { OrderForm } from './OrderForm.tsx'
import { emptyDraft } from './order-draft.ts'
import { orderFormMessages } from './order-form.messages.ts'

export function NewOrderPage(): ReactNode {
  const t = useMessages(orderFormMessages)
  const { tabs } = useShell()
  const [initial] = useState(emptyDraft)
  useEffect(() => tabs.setTitle(t.newTitle), [tabs, t])
  return <OrderForm name="new" existing={null} initial={initial} />
}
