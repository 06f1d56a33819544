import { expect, test } from 'vitest'
import { buildFigures } from '../../../test/build.ts'
import { type FigureHistory, HISTORY_LENGTH, historyKey, withFigures } from '../figure-history.ts'

const subject = { kind: 'app', name: 'sales' }
const none: FigureHistory = new Map()

test('shares are of the count; where nothing was counted there is no value', () => {
  const figures = buildFigures()
  const [first] = figures.subjects
  if (first) first.stable = { count: 0, failures: 0, errors: 0, p50Ms: null, p95Ms: null }
  expect(withFigures(none, figures).get(historyKey(subject, 'failures'))).toEqual([
    { gray: 0.03, stable: null },
  ])
})

test('only the last two minutes are kept', () => {
  let history = none
  for (let index = 0; index < HISTORY_LENGTH + 5; index += 1) history = withFigures(history, buildFigures())
  expect(history.get(historyKey(subject, 'p95'))).toHaveLength(HISTORY_LENGTH)
})
