import { join } from 'node:path'
import { brokenOff, describeFailure, type Outcome, readReport, reports, withExitCode } from './outcome.ts'
import { root } from './repository/root.ts'
import { RUNNER_TIMEOUT_MS, runCommand } from './runner.ts'

/** The command line is started some hundred times; most of a start is taking out types that were taken out before. */
const NODE_COMPILE_CACHE = join(root, 'node_modules/.cache/node-compile')

export interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  suites: Suite[]
}

interface Suite {
  file: string
  suites?: Suite[]
  specs: Spec[]
}

interface Spec {
  title: string
  tests: { status: string; results: { duration: number; error?: { message?: string } }[] }[]
}

interface PlaywrightOptions {
  workers: number
  env?: Record<string, string>
}

export async function runPlaywright(project: string, { workers, env }: PlaywrightOptions): Promise<Outcome> {
  const file = join(reports, `playwright-${project}.json`)
  const command = `cd e2e && node_modules/.bin/playwright test --project=${project} --workers=${workers} --output=../test-results/${project} --reporter=list,json`
  const { code } = await runCommand(command, {
    timeoutMs: RUNNER_TIMEOUT_MS,
    env: { NODE_COMPILE_CACHE, ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  })
  const report = await readReport<PlaywrightReport>(file)
  const runner = `browser: ${project}`
  return report ? outcomeOfPlaywright(runner, report, code) : brokenOff(runner)
}

/** A test that passed only when repeated is counted as failed: a flaky suite is a defect. */
export function outcomeOfPlaywright(runner: string, report: PlaywrightReport, code: number): Outcome {
  const { expected, unexpected, flaky, skipped } = report.stats
  const tally = { passed: expected, failed: unexpected + flaky, skipped }
  const files = report.suites.map(suite => ({ file: `e2e/${suite.file}`, ms: durationOf(suite) }))
  const failures = report.suites.flatMap(suite => failuresOf(`e2e/${suite.file}`, suite))
  return withExitCode(runner, { tally, files, failures }, code)
}

function failuresOf(file: string, { suites = [], specs }: Suite): string[] {
  const own = specs
    .filter(({ tests }) => tests.some(({ status }) => status === 'unexpected' || status === 'flaky'))
    .map(({ title, tests }) => describeFailure(file, title, firstError(tests)))
  return [...own, ...suites.flatMap(suite => failuresOf(file, suite))]
}

function firstError(tests: Spec['tests']): string {
  return tests.flatMap(({ results }) => results).find(({ error }) => error)?.error?.message ?? ''
}

function durationOf({ suites = [], specs }: Suite): number {
  const own = specs.flatMap(({ tests }) => tests.flatMap(({ results }) => results))
  return sum(own.map(({ duration }) => duration)) + sum(suites.map(durationOf))
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
