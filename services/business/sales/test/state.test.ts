import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  allowedActions,
  type DocumentAction,
  type DocumentStatus,
  findTransition,
  TRANSITIONS,
} from '../src/documents/state.ts'

const ACTIONS: DocumentAction[] = ['EDIT', 'CONFIRM', 'SHIP', 'CLOSE', 'CANCEL', 'CREDIT']
const walks = fc.array(fc.constantFrom(...ACTIONS), { maxLength: 30 })

/** What inventory would have been asked to do, and where the order ends. */
function walk(actions: DocumentAction[]) {
  let status: DocumentStatus = 'DRAFT'
  const stock: string[] = []
  for (const action of actions) {
    const transition = findTransition({ kind: 'ORDER', status }, action)
    if (!transition) continue
    status = transition.to
    if (transition.stock) stock.push(transition.stock)
  }
  return { status, stock }
}

describe('the state machine of an order', () => {
  it('never issues what was not reserved, and moves stock at most once each way, whatever is tried', () => {
    fc.assert(
      fc.property(walks, actions => {
        expect(['', 'RESERVE', 'RESERVE ISSUE', 'RESERVE RELEASE', 'RELEASE']).toContain(
          walk(actions).stock.join(' '),
        )
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
        const standing = { kind: 'ORDER' as const, status: walk(before).status }
        expect(allowedActions(standing).includes(action)).toBe(findTransition(standing, action) !== null)
      }),
    )
  })

  it('gives each action one outcome in each status, and credit notes none', () => {
    const keys = TRANSITIONS.map(({ action, from }) => `${action} ${from}`)
    expect(new Set(keys).size).toBe(keys.length)
    expect(allowedActions({ kind: 'CREDIT_NOTE', status: 'CLOSED' })).toEqual([])
  })
})
