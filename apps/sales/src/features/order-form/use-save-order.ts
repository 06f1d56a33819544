import { useShell } from '@portico/micro-app/react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type OrderInput,
  SalesConfirmOrder,
  SalesCreateOrder,
  SalesUpdateOrder,
} from '../../graph.generated.ts'
import { failureOf, type OrderFailure } from '../order/order-failure.ts'
import type { OrderDetail } from '../order/use-order.ts'
import { ORDER_CHANGE, usePublishOrder } from '../order/use-order-step.ts'
import { createAttemptKeys } from './attempt-key.ts'

interface SaveRequest {
  input: OrderInput
  isConfirmed: boolean
}

interface SavedOrder {
  order: OrderDetail
  /** Why it could not be confirmed as well; it is saved all the same. */
  failure: OrderFailure | null
}

/** Saves a new order (`existing` null) or replaces a draft, and confirms it when that was asked for. */
export function useSaveOrder(existing: OrderDetail | null) {
  const { graph } = useShell()
  const publish = usePublishOrder()
  const [attemptKey] = useState(() => createAttemptKeys())

  const save = async (input: OrderInput): Promise<OrderDetail> => {
    if (existing === null) {
      const variables = { input, idempotencyKey: attemptKey(input) }
      return (await graph.execute(SalesCreateOrder, variables)).createOrder
    }
    const variables = { id: existing.id, version: existing.version, input }
    return (await graph.execute(SalesUpdateOrder, variables)).updateOrder
  }
  const confirm = async ({ id, version }: OrderDetail) =>
    (await graph.execute(SalesConfirmOrder, { id, version })).confirmOrder

  return useMutation({
    mutationKey: ORDER_CHANGE,
    mutationFn: async ({ input, isConfirmed }: SaveRequest): Promise<SavedOrder> => {
      const saved = await save(input)
      if (!isConfirmed) return { order: saved, failure: null }
      try {
        return { order: await confirm(saved), failure: null }
      } catch (error) {
        return { order: saved, failure: failureOf(error) }
      }
    },
    onSuccess: ({ order }) => publish(order),
  })
}
