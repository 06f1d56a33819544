import { join, relative } from 'node:path'
import { BROKEN, type Outcome, readReport, reports, withExitCode } from './outcome.ts'
import { root } from './repository/root.ts'
import { RUNNER_TIMEOUT_MS, runCommand } from './runner.ts'

interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  testResults: { name: string; startTime: number; endTime: number }[]
}

export async function runVitest(): Promise<Outcome> {
  const file = join(reports, 'vitest.json')
  const { code } = await runCommand(
    `vitest run --reporter=default --reporter=json --outputFile.json=${file}`,
    { timeoutMs: RUNNER_TIMEOUT_MS },
  )
  const report = await readReport<Report>(file)
  if (!report) return BROKEN
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped, testResults } = report
  const files = testResults.map(({ name, startTime, endTime }) => ({
    file: relative(root, name),
    ms: endTime - startTime,
  }))
  return { tally: withExitCode({ passed, failed, skipped }, code), files }
}
