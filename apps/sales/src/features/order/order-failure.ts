import { GraphError } from '@portico/micro-app'
import { errorCodeOf } from '@portico/shared-ui/react'

interface Shortage {
  productId: string
  /** Decimal text. */
  requested: string
  available: string
}

/** Why a step of an order was refused; plain data, so that it can ride in a history entry. */
export interface OrderFailure {
  code: string
  /** Of INSUFFICIENT_STOCK, else empty. */
  shortages: Shortage[]
}

export function orderFailure(error: unknown): OrderFailure {
  return { code: errorCodeOf(error), shortages: error instanceof GraphError ? shortagesOf(error) : [] }
}

/** There is less than the order wants; a person may be asked whether that is meant. */
export function isShort({ code }: OrderFailure): boolean {
  return code === 'INSUFFICIENT_STOCK' || code === 'SHORTAGE_NOT_ACCEPTED'
}

/** Inventory was not reached; the order stands as it was. */
export function isInventoryDown({ code }: OrderFailure): boolean {
  return code === 'UPSTREAM_UNAVAILABLE' || code === 'INVENTORY_UNAVAILABLE' || code === 'TIMEOUT'
}

export function findFailure(state: unknown): OrderFailure | null {
  if (!isRecord(state) || !isRecord(state.failure) || typeof state.failure.code !== 'string') return null
  return { code: state.failure.code, shortages: readShortages(state.failure.shortages) }
}

function shortagesOf(error: GraphError): Shortage[] {
  return error.errors.flatMap(({ details }) => (isRecord(details) ? readShortages(details.shortages) : []))
}

function readShortages(value: unknown): Shortage[] {
  return Array.isArray(value) ? value.filter(isShortage) : []
}

function isShortage(value: unknown): value is Shortage {
  return (
    isRecord(value) &&
    typeof value.productId === 'string' &&
    typeof value.requested === 'string' &&
    typeof value.available === 'string'
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
