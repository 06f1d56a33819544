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
const HOST_TIMEOUT_MS = 5 * 60_000
const OUTSIDE_TIMEOUT_MS = 6 * 60_000
/** Apps that are made as an outside team makes them; far from this repository, whose packages they must not find. */
const outsidePlace = `${keptPlace}/outside`
/** The data folder of the first start, from which the products of the journeys begin. */
const keptHome = `${keptPlace}/home`
/** The shell that host tests look at; one build for all their workers. */
const keptShell = `${keptPlace}/shell`
const env = { PORTICO_KEPT_HOME: keptHome, PORTICO_OUTSIDE: outsidePlace, PORTICO_KEPT_SHELL: keptShell }

/**
 * What journeys begin from: half of it is one build after the other, a wait for the registry or for memory to come to rest, so it
 * goes beside the checks and the unit tests.
 */
function prepare(): Promise<Outcome> {
  return together(runPlaywright('first-start', { workers: 1, env }), buildForHost(), makeOutside())
}

/**
 * One after the other: each keeps both cores busy by itself. Browsers and services wait for each other a sixth of the time, hence a
 * worker more than cores; but for the last, in which a busy machine must not be taken for a slow release.
 */
const RUNNERS: [string, (prepared: Promise<Outcome>) => Promise<Outcome>][] = [
  ['checks', runChecks],
  ['vitest', runVitest],
  ['first start', prepared => prepared],
  ['browser: host', () => runPlaywright('host', { workers: 3, env })],
  ['browser: product', () => runPlaywright('product', { workers: 3, env })],
  ['browser: alone', () => runPlaywright('alone', { workers: 2, env })],
]

const NO_TESTS: Outcome = { tally: NOTHING, files: [], failures: [] }

/** What fails here is tried again, and said, by the test that needs it. */
async function buildForHost(): Promise<Outcome> {
  for (const script of [`host/site/build-kept-shell.ts ${keptShell}`, 'src/build-foreign.ts'])
    await runCommand(`node e2e/${script}`, { timeoutMs: HOST_TIMEOUT_MS, isQuiet: true })
  return NO_TESTS
}

/** As above. What the packages weigh and how long each step took is printed. */
async function makeOutside(): Promise<Outcome> {
  const command = `node e2e/src/make-outside.ts ${outsidePlace}`
  const { output } = await runCommand(command, { timeoutMs: OUTSIDE_TIMEOUT_MS, isQuiet: true })
  console.log(output)
  return NO_TESTS
}

async function together(...running: Promise<Outcome>[]): Promise<Outcome> {
  const outcomes = await Promise.all(running)
  return {
    tally: outcomes.map(({ tally }) => tally).reduce(add),
    files: outcomes.flatMap(({ files }) => files),
    failures: outcomes.flatMap(({ failures }) => failures),
  }
}

async function main() {
  await rm(reports, { recursive: true, force: true })
  await mkdir(reports, { recursive: true })
  await ensurePrograms()
  let tally = NOTHING
  const costs: Cost[] = []
  const failures: string[] = []
  const prepared = prepare()
  // It is awaited later, and what it rejects with is said then.
  prepared.catch(() => {})
  for (const [name, run] of RUNNERS) {
    const outcome = await measure(name, () => run(prepared))
    tally = add(tally, outcome.tally)
    costs.push(outcome.cost)
    failures.push(...outcome.failures)
  }
  console.log(`\n${formatCosts(costs)}\n`)
  // At the end, which is all that some CI servers keep of a long output.
  if (failures.length > 0) console.log(`failed\n${failures.join('\n')}\n`)
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
