import { expect, test } from 'vitest'
import { FULL, TUNED_MERCURIUS } from '../src/gateway/contestants.ts'
import { runRace } from '../src/gateway/race.ts'

/** Both are half warm after it: enough to see a step that was lost, at a few seconds of processor. */
const LENGTH = { rounds: 3, round: { calls: 500 }, warmUp: { calls: 2_000 }, isUnpinned: true }
/** It is 1.2 while both are half warm; `pnpm bench gateway` has the figure itself. What else the machine does, it does to both. */
const MAX_RATIO = 1.8

test(`a query costs at most ${MAX_RATIO} times the processor of Mercurius with the same loaders, every guard on`, async () => {
  const [ours, theirs] = await runRace([FULL, TUNED_MERCURIUS], LENGTH)
  expect((ours?.cpuUs ?? Number.NaN) / (theirs?.cpuUs ?? Number.NaN)).toBeLessThan(MAX_RATIO)
})
