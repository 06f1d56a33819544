import { useShell } from '@portico/micro-app/react'
import { createAttemptKeys } from '@portico/shared-ui'
import { useErrorText, useMessages } from '@portico/shared-ui/react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { type CreditLineInput, SalesCreateCreditNote } from '../../graph/graph.generated.ts'
import { useIsLeft } from '../order/use-is-left.ts'
import type { OrderDetail } from '../order/use-order.ts'
import { ORDER_CHANGE, usePublishOrder } from '../order/use-order-step.ts'
import { creditNoteMessages } from './credit-note.messages.ts'

interface CreditContent {
  lines: CreditLineInput[]
  note: string | null
  restock: boolean
}

/** Credits an order; what came of it is said also when the page was left meanwhile. */
export function useCreateCreditNote(orderId: string) {
  const { graph, notify } = useShell()
  const t = useMessages(creditNoteMessages)
  const textOf = useErrorText()
  const publish = usePublishOrder()
  const queryClient = useQueryClient()
  const attempt = useRef(createAttemptKeys())
  const isLeft = useIsLeft()
  return useMutation({
    mutationKey: ORDER_CHANGE,
    mutationFn: async (content: CreditContent): Promise<OrderDetail> => {
      const variables = { orderId, ...content, idempotencyKey: attempt.current.for(content) }
      return (await graph.execute(SalesCreateCreditNote, variables)).createCreditNote
    },
    onSuccess: creditNote => {
      // The same once more is meant once more.
      attempt.current = createAttemptKeys()
      publish(creditNote)
      notify.success(t.done)
    },
    onError: error => {
      // What is left now is what the dialog has to go on with.
      queryClient.invalidateQueries({ queryKey: ['order', orderId] })
      if (isLeft.current) notify.error(`${t.create}: ${textOf(error)}`)
    },
  })
}

export type CreateCreditNote = ReturnType<typeof useCreateCreditNote>
