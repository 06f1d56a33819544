import type { DayPair } from './day-series.ts'

/** What chart and table show alike. */
export interface DailySeries {
  pairs: DayPair[]
  /** ISO 4217. */
  currency: string
  /** Names of the two months. */
  current: string
  previous: string
}
