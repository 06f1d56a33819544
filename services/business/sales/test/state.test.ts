import type { DocumentAction, DocumentStatus } from '@portico/sales-contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allowedActions, findTransition, TRANSITIONS } from '../src/documents/state.ts'

const ACTIONS: DocumentAction[] = ['EDIT', 'CONFIRM', 'SHIP', 'UNDO_SHIPMENT', 'CLOSE', 'CANCEL', 'CREDIT']
const walks = fc.array(fc.constantFrom(...ACTIONS), { maxLength: 30 })

/** What inventory would have been asked to do, and where the order ends. */
function walk(actions: DocumentAction[]) {
  let status: DocumentStatus = 'DRAFT'
  let isCredited = false
  const stock: string[] = []
  for (const action of actions) {
    const transition = findTransition({ kind: 'ORDER', status, isCredited, isShippedHere: true }, action)
    if (!transition) continue
    status = transition.to
    isCredited ||= action === 'CREDIT'
    if (transition.stock) stock.push(transition.stock)
  }
  return { status, isCredited, stock }
}

describe('the state machine of an order', () => {
  it('never issues what was not reserved, and reverses only what was issued, whatever is tried', () => {
    fc.assert(
      fc.property(walks, actions => {
        expect(walk(actions).stock.join(' ')).toMatch(
          /^(RELEASE|RESERVE( ISSUE REVERSE)*( ISSUE| RELEASE)?)?$/,
        )
      }),
    )
  })

  it('never undoes a shipment that a credit note followed', () => {
    fc.assert(
      fc.property(walks, walks, (before, after) => {
        const { status, isCredited } = walk(before)
        if (!isCredited) return
        expect(walk([...before, ...after]).stock.filter(step => step === 'REVERSE')).toEqual(
          walk(before).stock.filter(step => step === 'REVERSE'),
        )
        expect(['SHIPPED', 'CLOSED']).toContain(status)
      }),
    )
  })

  it('leaves CLOSED and CANCELLED by nothing', () => {
    fc.assert(
      fc.property(walks, walks, (before, after) => {
        const { status } = walk(before)
        if (status !== 'CLOSED' && status !== 'CANCELLED') return
        expect(walk([...before, ...after]).status).toBe(status)
      }),
    )
  })

  it('says exactly what it allows', () => {
    fc.assert(
      fc.property(walks, fc.constantFrom(...ACTIONS), (before, action) => {
        const { status, isCredited } = walk(before)
        const order = { kind: 'ORDER' as const, status, isCredited, isShippedHere: true }
        expect(allowedActions(order).includes(action)).toBe(findTransition(order, action) !== null)
      }),
    )
  })

  it('gives each action one outcome in each status, and credit notes none', () => {
    const keys = TRANSITIONS.map(({ action, from }) => `${action} ${from}`)
    expect(new Set(keys).size).toBe(keys.length)
    expect(
      allowedActions({ kind: 'CREDIT_NOTE', status: 'CLOSED', isCredited: false, isShippedHere: true }),
    ).toEqual([])
  })
})
