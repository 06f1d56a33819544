import { readFileSync } from 'node:fs'
import type { FileTime, Outcome } from './outcome.ts'

const SLOWEST = 10
/** Of the kernel's clock in `/proc`: the same on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100

/** What a runner took: time on the clock, and CPU time of the machine meanwhile (null where there is no `/proc`). */
export interface Cost {
  name: string
  tests: number
  wallMs: number
  cpuMs: number | null
  files: FileTime[]
}

export async function measure(name: string, run: () => Promise<Outcome>): Promise<Outcome & { cost: Cost }> {
  const startedAt = performance.now()
  const cpuBefore = readBusyTime()
  const outcome = await run()
  const cpuAfter = readBusyTime()
  const cost = {
    name,
    tests: outcome.tally.passed + outcome.tally.failed,
    wallMs: performance.now() - startedAt,
    cpuMs: cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore,
    files: outcome.files,
  }
  return { ...outcome, cost }
}

/** Where the time went, so that it can be kept low: by runner, and the files that take longest. */
export function formatCosts(costs: readonly Cost[]): string {
  const rows = costs.map(({ name, tests, wallMs, cpuMs }) =>
    row(name, String(tests), seconds(wallMs), cpuMs === null ? '-' : seconds(cpuMs)),
  )
  const slowest = costs
    .flatMap(({ files }) => files)
    .sort((a, b) => b.ms - a.ms)
    .slice(0, SLOWEST)
    .map(({ file, ms }) => `${seconds(ms).padStart(8)}  ${file}`)
  return [row('runner', 'tests', 'wall', 'CPU'), ...rows, '', 'slowest files', ...slowest].join('\n')
}

function row(name: string, ...cells: string[]): string {
  return name.padEnd(22) + cells.map(cell => cell.padStart(9)).join('')
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

/**
 * CPU time of the whole machine, which a run has to itself: Chromium's pages and much that a product starts end without a parent
 * that waits for them, so that the kernel adds their time to no process of ours.
 */
function readBusyTime(): number | null {
  try {
    const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1)
    const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line.split(/\s+/).slice(1).map(Number)
    return ((user + nice + system + irq + softirq) * 1000) / TICKS_PER_SECOND
  } catch {
    return null
  }
}
