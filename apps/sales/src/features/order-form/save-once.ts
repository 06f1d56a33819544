import { GraphError, type GraphService } from '@portico/micro-app'
import { errorCodeOf } from '@portico/shared-ui/react'
import {
  type OrderInput,
  SalesConfirmOrder,
  SalesCreateOrder,
  SalesOrder,
  SalesUpdateOrder,
} from '../../graph/graph.generated.ts'
import { type OrderFailure, orderFailure } from '../order/order-failure.ts'
import type { OrderDetail } from '../order/use-order.ts'
import { inputOf } from './order-checks.ts'
import { draftOf } from './order-draft.ts'

// A call whose answer was lost (a slow network, a gateway that went away, a page left in between) may have been carried
// out. Everything here may therefore be done again, and then finds what was done the first time.

interface Save {
  existing: OrderDetail | null
  input: OrderInput
  /** Of the draft. */
  key: string
}

/** The order of a draft, new or changed. */
export async function saveOnce(graph: GraphService, { existing, input, key }: Save): Promise<OrderDetail> {
  if (existing) return update(graph, existing, input)
  try {
    return (await graph.execute(SalesCreateOrder, { input, idempotencyKey: key })).createOrder
  } catch (error) {
    const saved = findSavedBefore(error)
    // It was saved with what the draft held then, and lies untouched: what was typed since goes there.
    if (saved?.orderStatus === 'DRAFT' && saved.version === 1) {
      return update(graph, { id: saved.orderId, version: saved.version }, input)
    }
    throw error
  }
}

/** Confirms what was saved; that it is confirmed already, by an earlier try, is no failure. */
export async function confirmOnce(
  graph: GraphService,
  order: OrderDetail,
): Promise<{ order: OrderDetail; failure: OrderFailure | null }> {
  const { id, version } = order
  try {
    return { order: (await graph.execute(SalesConfirmOrder, { id, version })).confirmOrder, failure: null }
  } catch (error) {
    const current = isOvertaken(error) ? await findOrder(graph, id) : null
    if (current && current.status !== 'DRAFT' && current.status !== 'CANCELLED') {
      return { order: current, failure: null }
    }
    return { order: current ?? order, failure: orderFailure(error) }
  }
}

/** What ORDER_ALREADY_SAVED says of the order; null for any other error. */
export function findSavedBefore(error: unknown): SavedBefore | null {
  if (!(error instanceof GraphError) || error.code !== 'ORDER_ALREADY_SAVED') return null
  const details = error.errors.find(({ code }) => code === 'ORDER_ALREADY_SAVED')?.details
  return isSavedBefore(details) ? details : null
}

interface SavedBefore {
  orderId: string
  number: string
  orderStatus: string
  version: number
}

async function update(
  graph: GraphService,
  { id, version }: Pick<OrderDetail, 'id' | 'version'>,
  input: OrderInput,
): Promise<OrderDetail> {
  try {
    return (await graph.execute(SalesUpdateOrder, { id, version, input })).updateOrder
  } catch (error) {
    const current = isOvertaken(error) ? await findOrder(graph, id) : null
    if (current && JSON.stringify(inputOf(draftOf(current))) === JSON.stringify(input)) return current
    throw error
  }
}

function isOvertaken(error: unknown): boolean {
  return ['VERSION_CONFLICT', 'ACTION_NOT_ALLOWED'].includes(errorCodeOf(error))
}

async function findOrder(graph: GraphService, id: string): Promise<OrderDetail | null> {
  return (await graph.execute(SalesOrder, { id }).catch(() => null))?.order ?? null
}

function isSavedBefore(value: unknown): value is SavedBefore {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['orderId', 'number', 'orderStatus'].every(key => typeof Reflect.get(value, key) === 'string') &&
    'version' in value &&
    typeof value.version === 'number'
  )
}
