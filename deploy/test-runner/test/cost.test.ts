import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { type Cost, formatCosts, measure } from '../src/cost.ts'

const cost = (name: string, over: Partial<Cost> = {}): Cost => ({
  name,
  tests: 3,
  wallMs: 1_500,
  cpuMs: 2_340,
  files: [],
  ...over,
})

test('the table names each runner with its tests, its time on the clock and of the processors', () => {
  const lines = formatCosts([cost('checks'), cost('vitest', { tests: 2000, cpuMs: null })]).split('\n')
  expect(lines.slice(0, 3).map(line => line.split(/ {2,}/))).toEqual([
    ['runner', 'tests', 'wall', 'CPU'],
    ['checks', '3', '1.5 s', '2.3 s'],
    ['vitest', '2000', '1.5 s', '-'],
  ])
})

test('the ten slowest files of all runners follow, the slowest first', () => {
  const files = Array.from({ length: 9 }, (_, n) => ({ file: `f${n}`, ms: n * 1_000 }))
  const text = formatCosts([cost('a', { files }), cost('b', { files: [{ file: 'g', ms: 5_500 }, ...files] })])
  const [, after = ''] = text.split('slowest files\n')
  const rows = after.split('\n').map(line => line.trim().split(/ {2,}/))
  expect(rows).toHaveLength(10)
  expect(rows.slice(0, 7)).toEqual([
    ['8.0 s', 'f8'],
    ['8.0 s', 'f8'],
    ['7.0 s', 'f7'],
    ['7.0 s', 'f7'],
    ['6.0 s', 'f6'],
    ['6.0 s', 'f6'],
    ['5.5 s', 'g'],
  ])
})

test.runIf(process.platform === 'linux')(
  'what a runner took is counted with the processes that it started',
  async () => {
    const spin = 'const end = process.cpuUsage().user + 3e5; while (process.cpuUsage().user < end);'
    const tally = { passed: 1, failed: 1, skipped: 4 }
    const outcome = await measure('spinning', async () => {
      execFileSync(process.execPath, ['-e', spin])
      return { tally, files: [], failures: [] }
    })
    expect(outcome).toMatchObject({ tally, cost: { name: 'spinning', tests: 2 } })
    expect(outcome.cost.cpuMs).toBeGreaterThanOrEqual(300)
  },
)
