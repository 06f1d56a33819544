import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planAdjustment, signed } from '../adjustment.ts'

const stock = { onHand: '12.5', available: '10' }

describe('adjustment', () => {
  it('takes the typed change as it is', () => {
    expect(planAdjustment('change', '-3', stock).adjustment).toEqual({
      quantityDelta: '-3',
      onHand: '9.5',
      available: '7',
      isShort: false,
    })
  })

  it('turns a counted amount into the change that leads there', () => {
    expect(planAdjustment('count', '20', stock).adjustment).toEqual({
      quantityDelta: '7.5',
      onHand: '20',
      available: '17.5',
      isShort: false,
    })
    expect(planAdjustment('count', '0', stock).adjustment?.quantityDelta).toBe('-12.5')
  })

  it('knows when it takes more than is available', () => {
    expect(planAdjustment('change', '-10', stock).adjustment?.isShort).toBe(false)
    expect(planAdjustment('change', '-10.0001', stock).adjustment?.isShort).toBe(true)
    expect(planAdjustment('count', '1', stock).adjustment?.isShort).toBe(true)
  })

  it('lets stock grow even where more is reserved than there is', () => {
    expect(planAdjustment('change', '1', { onHand: '0', available: '-5' }).adjustment?.isShort).toBe(false)
  })

  it.each([
    ['change', '', 'EMPTY'],
    ['change', '0', 'NO_CHANGE'],
    ['count', '12.50', 'NO_CHANGE'],
    ['count', '-1', 'NEGATIVE'],
    ['change', 'three', 'NOT_A_NUMBER'],
  ] as const)('%s to "%s" is refused: %s', (mode, text, problem) => {
    expect(planAdjustment(mode, text, stock)).toEqual({ adjustment: null, problem })
  })

  it('never passes through a float', () => {
    const amount = fc.integer({ min: 0, max: 10_000_000 }).map(units => (units / 10_000).toFixed(4))
    fc.assert(
      fc.property(amount, amount, (onHand, counted) => {
        const { adjustment } = planAdjustment('count', counted, { onHand, available: onHand })
        expect(Number(adjustment?.onHand ?? onHand)).toBe(Number(counted))
      }),
    )
    expect(planAdjustment('change', '0.1', { onHand: '0.2', available: '0.2' }).adjustment?.onHand).toBe(
      '0.3',
    )
  })

  it('shows the direction of a change', () => {
    const plain = (quantity: string) => quantity
    expect(signed('5', plain)).toBe('+5')
    expect(signed('-5', plain)).toBe('-5')
    expect(signed('0', plain)).toBe('0')
  })
})
