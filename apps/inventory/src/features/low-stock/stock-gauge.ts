import Big from 'big.js'

/** A bar of what is available, with a mark at the low-stock level. */
export interface StockGauge {
  /** 0..1 of the bar's length. */
  fill: number
  /** 0..1: where the level lies. */
  mark: number
  /** Level minus available, decimal text; "0" at the level. */
  missing: string
  isOut: boolean
}

/** The level lies at four fifths, so that an item exactly at its level still shows room above it. */
const LEVEL_AT = 0.8

export function gaugeOf(available: string, level: string): StockGauge {
  const missing = new Big(level).minus(available)
  const share = new Big(level).gt(0) ? Number(available) / Number(level) : Number(available)
  return {
    fill: Math.min(1, Math.max(0, share * LEVEL_AT)),
    mark: LEVEL_AT,
    missing: (missing.gt(0) ? missing : new Big(0)).toFixed(),
    isOut: new Big(available).lte(0),
  }
}
