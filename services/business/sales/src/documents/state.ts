export type DocumentKind = 'ORDER' | 'CREDIT_NOTE'
export type DocumentStatus = 'DRAFT' | 'CONFIRMED' | 'SHIPPED' | 'CLOSED' | 'CANCELLED'
export type DocumentAction = 'EDIT' | 'CONFIRM' | 'SHIP' | 'CLOSE' | 'CANCEL' | 'CREDIT'
export type StockStep = 'RESERVE' | 'ISSUE' | 'RELEASE'

export interface Transition {
  action: DocumentAction
  from: DocumentStatus
  to: DocumentStatus
  /** What inventory has to do: RESERVE and RELEASE before the order may move on, ISSUE after it, told by a message. */
  stock: StockStep | null
}

/** All that can happen to an order. A credit note is written closed and stays as it is. */
export const TRANSITIONS: readonly Transition[] = [
  { action: 'EDIT', from: 'DRAFT', to: 'DRAFT', stock: null },
  { action: 'CONFIRM', from: 'DRAFT', to: 'CONFIRMED', stock: 'RESERVE' },
  { action: 'SHIP', from: 'CONFIRMED', to: 'SHIPPED', stock: 'ISSUE' },
  { action: 'CLOSE', from: 'SHIPPED', to: 'CLOSED', stock: null },
  { action: 'CANCEL', from: 'DRAFT', to: 'CANCELLED', stock: 'RELEASE' },
  { action: 'CANCEL', from: 'CONFIRMED', to: 'CANCELLED', stock: 'RELEASE' },
  { action: 'CREDIT', from: 'SHIPPED', to: 'SHIPPED', stock: null },
  { action: 'CREDIT', from: 'CLOSED', to: 'CLOSED', stock: null },
]

interface Standing {
  kind: DocumentKind
  status: DocumentStatus
}

export function allowedActions({ kind, status }: Standing): DocumentAction[] {
  if (kind !== 'ORDER') return []
  return TRANSITIONS.filter(transition => transition.from === status).map(({ action }) => action)
}

/** Null when the state does not allow it. */
export function findTransition({ kind, status }: Standing, action: DocumentAction): Transition | null {
  if (kind !== 'ORDER') return null
  return TRANSITIONS.find(transition => transition.action === action && transition.from === status) ?? null
}
