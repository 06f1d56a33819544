import { mkdtempSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { runChecks } from './checks.ts'
import { type Cost, formatCosts, measure } from './cost.ts'
import { ensurePrograms, MissingProgram } from './needs.ts'
import { add, NOTHING, type Outcome, reports } from './outcome.ts'
import { runPlaywright } from './playwright.ts'
import { runCommand } from './runner.ts'
import { runVitest } from './vitest.ts'

/** No other user can guess or enter it: the journeys start what lies there. */
const keptPlace = mkdtempSync('/var/tmp/portico-kept-')
const FOREIGN_TIMEOUT_MS = 5 * 60_000
const OUTSIDE_TIMEOUT_MS = 6 * 60_000
/** Apps that are made as an outside team makes them; far from this repository, whose packages they must not find. */
const outsidePlace = `${keptPlace}/outside`
/** The data folder of the first start, from which the products of the journeys begin. */
const keptHome = `${keptPlace}/home`
const env = { PORTICO_KEPT_HOME: keptHome, PORTICO_OUTSIDE: outsidePlace }

/**
 * One after the other: each keeps both cores busy by itself, but for the last, which measures. The first start, most of which
 * is one build after the other and a wait for memory to come to rest, goes beside the checks; so do the builds of apps by other
 * tools, half of which is a wait for the registry.
 */
const RUNNERS: [string, () => Promise<Outcome>][] = [
  [
    'checks, first start',
    () => both(checkAll(), runPlaywright('first-start', { workers: 1, env }), buildForeign(), makeOutside()),
  ],
  ['vitest', runVitest],
  ['browser: host', () => runPlaywright('host', { workers: 2 })],
  ['browser: product', () => runPlaywright('product', { workers: 2, env })],
  ['browser: alone', () => runPlaywright('alone', { workers: 1, env })],
]

async function checkAll(): Promise<Outcome> {
  return { tally: await runChecks(), files: [] }
}

/** What fails here is tried again, and said, by the test that needs it. */
async function buildForeign(): Promise<Outcome> {
  await runCommand('node e2e/src/build-foreign.ts', { timeoutMs: FOREIGN_TIMEOUT_MS, isQuiet: true })
  return { tally: NOTHING, files: [] }
}

/** As above. What the packages weigh and how long each step took is printed. */
async function makeOutside(): Promise<Outcome> {
  const command = `node e2e/src/make-outside.ts ${outsidePlace}`
  const { output } = await runCommand(command, { timeoutMs: OUTSIDE_TIMEOUT_MS, isQuiet: true })
  console.log(output)
  return { tally: NOTHING, files: [] }
}

async function both(...running: Promise<Outcome>[]): Promise<Outcome> {
  const outcomes = await Promise.all(running)
  return {
    tally: outcomes.map(({ tally }) => tally).reduce(add),
    files: outcomes.flatMap(({ files }) => files),
  }
}

async function main() {
  await rm(reports, { recursive: true, force: true })
  await mkdir(reports, { recursive: true })
  await ensurePrograms()
  let tally = NOTHING
  const costs: Cost[] = []
  for (const [name, run] of RUNNERS) {
    const outcome = await measure(name, run)
    tally = add(tally, outcome.tally)
    costs.push(outcome.cost)
  }
  console.log(`\n${formatCosts(costs)}\n`)
  const { passed, failed, skipped } = tally
  console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
  return failed === 0 && passed > 0 ? 0 : 1
}

main()
  .catch(error => {
    console.error(error instanceof MissingProgram ? error.message : error)
    console.log('0 passed, 1 failed')
    return 1
  })
  .finally(() => rm(keptPlace, { recursive: true, force: true }))
  .then(code => process.exit(code))
