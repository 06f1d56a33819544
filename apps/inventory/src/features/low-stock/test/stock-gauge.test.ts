import { describe, expect, it } from 'vitest'
import { gaugeOf } from '../stock-gauge.ts'

describe('stock gauge', () => {
  it('reaches the mark exactly at the level', () => {
    expect(gaugeOf('10', '10')).toEqual({ fill: 0.8, mark: 0.8, missing: '0', isOut: false })
  })

  it('shows what is missing, exactly', () => {
    expect(gaugeOf('0.1', '0.3')).toMatchObject({ missing: '0.2', isOut: false })
  })

  it('is empty when nothing is available', () => {
    expect(gaugeOf('0', '10')).toMatchObject({ fill: 0, missing: '10', isOut: true })
    expect(gaugeOf('-2', '10')).toMatchObject({ fill: 0, missing: '12', isOut: true })
    expect(gaugeOf('0', '0')).toMatchObject({ fill: 0, missing: '0', isOut: true })
  })

  it('never leaves its box', () => {
    expect(gaugeOf('1000', '1').fill).toBe(1)
  })
})
