import { join, relative } from 'node:path'
import { brokenOff, describeFailure, type Outcome, readReport, reports, withExitCode } from './outcome.ts'
import { root } from './repository/root.ts'
import { RUNNER_TIMEOUT_MS, runCommand } from './runner.ts'

export interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  testResults: FileReport[]
}

export interface FileReport {
  name: string
  startTime: number
  endTime: number
  status: string
  /** Of a file that failed outside of its tests. */
  message: string
  assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
}

export async function runVitest(): Promise<Outcome> {
  const file = join(reports, 'vitest.json')
  const { code } = await runCommand(
    `vitest run --reporter=default --reporter=json --outputFile.json=${file}`,
    { timeoutMs: RUNNER_TIMEOUT_MS },
  )
  const report = await readReport<VitestReport>(file)
  return report ? outcomeOfVitest(report, code) : brokenOff('vitest')
}

export function outcomeOfVitest(report: VitestReport, code: number): Outcome {
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped, testResults } = report
  const files = testResults.map(({ name, startTime, endTime }) => ({
    file: relative(root, name),
    ms: endTime - startTime,
  }))
  const failures = testResults.flatMap(failuresOf)
  return withExitCode('vitest', { tally: { passed, failed, skipped }, files, failures }, code)
}

function failuresOf({ name, status, message, assertionResults }: FileReport): string[] {
  const file = relative(root, name)
  const failed = assertionResults.filter(test => test.status === 'failed')
  if (status === 'failed' && failed.length === 0) return [describeFailure(file, 'the file itself', message)]
  return failed.map(({ fullName, failureMessages }) =>
    describeFailure(file, fullName, failureMessages.join('\n')),
  )
}
