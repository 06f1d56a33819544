import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runChecks } from './checks.ts'
import { ensurePrograms, MissingProgram } from './needs.ts'
import { add, root, runCommand, type Tally } from './runner.ts'

const RUNNER_TIMEOUT_MS = 40 * 60_000
const reports = join(root, 'test-results')
const BROKEN: Tally = { passed: 0, failed: 1, skipped: 0 }

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numFailedTestSuites: number
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  errors: unknown[]
}

async function runVitest(): Promise<Tally> {
  const file = join(reports, 'vitest.json')
  const { code } = await runCommand(
    `vitest run --reporter=default --reporter=json --outputFile.json=${file}`,
    { timeoutMs: RUNNER_TIMEOUT_MS },
  )
  const report = await readReport<VitestReport>(file)
  if (!report) return BROKEN
  const tally = {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests,
  }
  return withExitCode(tally, code)
}

/** A test that passed only when repeated is counted as failed: a flaky suite is a defect. */
async function runPlaywright(project: string, workers: number): Promise<Tally> {
  const file = join(reports, `playwright-${project}.json`)
  const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: file }
  const command = `cd e2e && node_modules/.bin/playwright test --project=${project} --workers=${workers} --output=../test-results/${project} --reporter=list,json`
  const { code } = await runCommand(command, { timeoutMs: RUNNER_TIMEOUT_MS, env })
  const report = await readReport<PlaywrightReport>(file)
  if (!report) return BROKEN
  const { expected, unexpected, flaky, skipped } = report.stats
  return withExitCode({ passed: expected, failed: unexpected + flaky, skipped }, code)
}

/** Each test of the host has a site of its own. */
const runHostInBrowser = () => runPlaywright('host', 2)
/** Products measure and are measured: one at a time. */
const runProductInBrowser = () => runPlaywright('product', 1)

/** A runner that exits with an error although no test failed broke outside of the tests. */
function withExitCode(tally: Tally, code: number): Tally {
  return code !== 0 && tally.failed === 0 ? add(tally, BROKEN) : tally
}

async function readReport<T>(file: string): Promise<T | null> {
  const text = await readFile(file, 'utf8').catch(() => null)
  return text === null ? null : (JSON.parse(text) as T)
}

async function main() {
  await rm(reports, { recursive: true, force: true })
  await mkdir(reports, { recursive: true })
  await ensurePrograms()
  let tally: Tally = { passed: 0, failed: 0, skipped: 0 }
  for (const run of [runChecks, runVitest, runHostInBrowser, runProductInBrowser])
    tally = add(tally, await run())
  console.log(
    `${tally.passed} passed, ${tally.failed} failed${tally.skipped ? `, ${tally.skipped} skipped` : ''}`,
  )
  process.exit(tally.failed === 0 && tally.passed > 0 ? 0 : 1)
}

main().catch(error => {
  console.error(error instanceof MissingProgram ? error.message : error)
  console.log('0 passed, 1 failed')
  process.exit(1)
})
