import { Histogram } from 'prom-client'
import { expect, test } from 'vitest'
import { createMetricRegistry, DurationCounts, registerHistogram } from '../src/index.ts'

const BOUNDS = [5, 10, 25]
const DESCRIPTION = { name: 'some_ms', help: 'Some.' }

test('a histogram that is counted elsewhere reads as one of the library', async () => {
  const labels = { service: 'sales', revision: 'a"b' }
  const [theirs, ours] = [createMetricRegistry(), createMetricRegistry()]
  const histogram = new Histogram({
    ...{ ...DESCRIPTION, buckets: BOUNDS },
    ...{ labelNames: ['service', 'revision'], registers: [theirs] },
  })
  const durations = new DurationCounts(BOUNDS)
  registerHistogram(ours, { ...DESCRIPTION, list: () => [{ labels, durations }] })
  for (const ms of [0, 5, 5.1, 10, 24, 25.5, 1e6]) {
    histogram.observe(labels, ms)
    durations.note(ms)
  }
  // Which label stands first says nothing.
  const linesOf = (text: string) =>
    text.split('\n').map(line => line.replace(/\{(.*)\}/, (_, all) => `{${all.split(',').sort()}}`))
  expect(linesOf(await ours.metrics())).toEqual(linesOf(await theirs.metrics()))
})
