import { useShell } from '@portico/micro-app/react'
import { useErrorText, useMessages } from '@portico/shared-ui/react'
import { useMutation } from '@tanstack/react-query'
import type { OrderFailure } from '../order/order-failure.ts'
import { useIsLeft } from '../order/use-is-left.ts'
import type { OrderDetail } from '../order/use-order.ts'
import { ORDER_CHANGE, usePublishOrder } from '../order/use-order-step.ts'
import { inputOf } from './order-checks.ts'
import type { OrderDraft } from './order-draft.ts'
import { orderFormMessages } from './order-form.messages.ts'
import { confirmOnce, saveOnce } from './save-once.ts'

interface SaveRequest {
  draft: OrderDraft
  isConfirmed: boolean
}

interface SavedOrder {
  order: OrderDetail
  /** Why it could not be confirmed as well; it is saved all the same. */
  failure: OrderFailure | null
}

interface SaveOptions {
  /** Null: a new order. */
  existing: OrderDetail | null
  /** The server has the order. Called before anything else happens, also when the form is closed. */
  onSaved(order: OrderDetail): void
}

/** Saves a new order or replaces a draft, and confirms it when that was asked for. */
export function useSaveOrder({ existing, onSaved }: SaveOptions) {
  const { graph, notify } = useShell()
  const t = useMessages(orderFormMessages)
  const textOf = useErrorText()
  const publish = usePublishOrder()
  const isLeft = useIsLeft()
  return useMutation({
    mutationKey: ORDER_CHANGE,
    mutationFn: async ({ draft, isConfirmed }: SaveRequest): Promise<SavedOrder> => {
      const order = await saveOnce(graph, { existing, input: inputOf(draft), key: draft.key })
      onSaved(order)
      return isConfirmed ? confirmOnce(graph, order) : { order, failure: null }
    },
    // Here and not where it is called: those callbacks are dropped when the form is closed.
    onSuccess: ({ order, failure }, { isConfirmed }) => {
      publish(order)
      if (failure) notify.warning(t.savedOnly)
      else notify.success(isConfirmed ? t.savedAndConfirmed : t.saved)
    },
    onError: error => {
      if (isLeft.current) notify.error(`${t.failedTitle}: ${textOf(error)}`)
    },
  })
}
