import type { DocumentAction, DocumentKind, DocumentStatus } from '@portico/sales-contract'

export type StockStep = 'RESERVE' | 'ISSUE' | 'REVERSE' | 'RELEASE'

export interface Transition {
  action: DocumentAction
  from: DocumentStatus
  to: DocumentStatus
  /** What inventory has to do: RESERVE and RELEASE before the order may move on, ISSUE and REVERSE after it, by a message. */
  stock: StockStep | null
}

/** All that can happen to an order. A credit note is written closed and stays as it is. */
export const TRANSITIONS: readonly Transition[] = [
  { action: 'EDIT', from: 'DRAFT', to: 'DRAFT', stock: null },
  { action: 'CONFIRM', from: 'DRAFT', to: 'CONFIRMED', stock: 'RESERVE' },
  { action: 'SHIP', from: 'CONFIRMED', to: 'SHIPPED', stock: 'ISSUE' },
  { action: 'UNDO_SHIPMENT', from: 'SHIPPED', to: 'CONFIRMED', stock: 'REVERSE' },
  { action: 'CLOSE', from: 'SHIPPED', to: 'CLOSED', stock: null },
  { action: 'CANCEL', from: 'DRAFT', to: 'CANCELLED', stock: 'RELEASE' },
  { action: 'CANCEL', from: 'CONFIRMED', to: 'CANCELLED', stock: 'RELEASE' },
  { action: 'CREDIT', from: 'SHIPPED', to: 'SHIPPED', stock: null },
  { action: 'CREDIT', from: 'CLOSED', to: 'CLOSED', stock: null },
]

/** In these an order is a sale. Drafts and cancelled orders are none. */
export const SALE_STATUSES = ['CONFIRMED', 'SHIPPED', 'CLOSED'] as const satisfies DocumentStatus[]

interface DocumentState {
  kind: DocumentKind
  status: DocumentStatus
  /** A credit note followed, so the goods were with the customer: the shipment cannot be undone. */
  isCredited: boolean
  /** False: it came shipped from a file, so no goods left the stock that could come back. */
  isShippedHere: boolean
}

export function allowedActions(state: DocumentState): DocumentAction[] {
  return TRANSITIONS.filter(transition => allows(state, transition)).map(({ action }) => action)
}

/** Null when the state does not allow it. */
export function findTransition(state: DocumentState, action: DocumentAction): Transition | null {
  return TRANSITIONS.find(transition => transition.action === action && allows(state, transition)) ?? null
}

function allows(
  { kind, status, isCredited, isShippedHere }: DocumentState,
  { action, from }: Transition,
): boolean {
  if (kind !== 'ORDER' || from !== status) return false
  return action !== 'UNDO_SHIPMENT' || (isShippedHere && !isCredited)
}
