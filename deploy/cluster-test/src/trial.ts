import { setTimeout as sleep } from 'node:timers/promises'
import type { Row } from './faults.ts'
import { type FaultFigures, faultFigures } from './load/counts.ts'
import type { SteadyLoad } from './load/load.ts'

const HOLD_MS = 5_000
const SETTLE_MS = 2_000

/** A row of the table with what came of it. */
export interface Trial extends FaultFigures {
  name: string
}

/** Each fault of the row under the load: it stays for a while, and is mended. */
export async function tryRow({ name, faults }: Row, load: SteadyLoad): Promise<Trial> {
  const from = load.samples.length
  const eventsAt: number[] = []
  for (const { inject, mend } of faults) {
    eventsAt.push(performance.now())
    await inject()
    await sleep(HOLD_MS)
    eventsAt.push(performance.now())
    await mend()
    await sleep(SETTLE_MS)
  }
  return { name, ...faultFigures(load.samples.slice(from), eventsAt) }
}
