import { describe, expect, it, vi } from 'vitest'
import { GraphError } from '../src/protocol.ts'

describe('GraphError', () => {
  it('is recognised by the copy of this module that another bundle carries', async () => {
    vi.resetModules()
    const other = await import('../src/protocol.ts')
    expect(other.GraphError).not.toBe(GraphError)
    expect(new other.GraphError('NETWORK', 'down') instanceof GraphError).toBe(true)
  })

  it.each([new Error('plain'), null, undefined, 'NETWORK', { code: 'NETWORK' }])('is not %o', value => {
    expect(value instanceof GraphError).toBe(false)
  })
})
