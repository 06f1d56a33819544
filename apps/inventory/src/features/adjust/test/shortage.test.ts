import { GraphError } from '@portico/micro-app'
import { describe, expect, it } from 'vitest'
import { availableNow } from '../shortage.ts'

const refused = (details: unknown) =>
  new GraphError('INSUFFICIENT_STOCK', 'no', [{ code: 'INSUFFICIENT_STOCK', message: 'no', details }])

describe('shortage', () => {
  it('says what is available of the product', () => {
    const shortages = [
      { productId: 'a', requested: '9', available: '1' },
      { productId: 'b', requested: '9', available: '2.5' },
    ]
    expect(availableNow(refused({ shortages }), 'b')).toBe('2.5')
  })

  it.each([undefined, null, 'x', {}, { shortages: 'x' }, { shortages: [null, { productId: 'b' }] }])(
    'is unknown from %o',
    details => {
      expect(availableNow(refused(details), 'b')).toBeNull()
    },
  )

  it('is no matter of other failures', () => {
    expect(availableNow(new GraphError('NETWORK', 'no'), 'b')).toBeNull()
    expect(availableNow(new Error('no'), 'b')).toBeNull()
  })
})
