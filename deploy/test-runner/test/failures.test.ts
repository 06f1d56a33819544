import { expect, test } from 'vitest'
import { outcomeOfPlaywright } from '../src/playwright.ts'
import { root } from '../src/repository/root.ts'
import { type FileReport, outcomeOfVitest } from '../src/vitest.ts'

const passed = { status: 'passed', fullName: 'holds', failureMessages: [] }

const unitReport = (file: Pick<FileReport, 'assertionResults'> & Partial<FileReport>) => ({
  numPassedTests: 1,
  numFailedTests: 1,
  numPendingTests: 0,
  testResults: [
    { name: `${root}/a.test.ts`, startTime: 1_000, endTime: 1_500, status: 'failed', message: '', ...file },
  ],
})

test('a failed unit test is named with its file and the first lines of what it said', () => {
  const said = [
    '\u001B[31mAssertionError: 1 is not 2\u001B[39m',
    '',
    ...Array.from({ length: 20 }, () => '  at x'),
  ]
  const failed = { status: 'failed', fullName: 'sums', failureMessages: [said.join('\n')] }
  const { failures, tally, files } = outcomeOfVitest(unitReport({ assertionResults: [passed, failed] }), 1)
  expect(failures).toEqual([
    [
      'a.test.ts › sums',
      '    AssertionError: 1 is not 2',
      ...Array.from({ length: 5 }, () => '    at x'),
    ].join('\n'),
  ])
  expect(tally).toEqual({ passed: 1, failed: 1, skipped: 0 })
  expect(files).toEqual([{ file: 'a.test.ts', ms: 500 }])
})

test('a file that fails before its tests is named too', () => {
  const { failures } = outcomeOfVitest(unitReport({ message: 'no such module', assertionResults: [] }), 1)
  expect(failures).toEqual(['a.test.ts › the file itself\n    no such module'])
})

test('a runner that fails without a failed test counts as one failure, and says so', () => {
  const report = { numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, testResults: [] }
  const { failures, tally } = outcomeOfVitest(report, 7)
  expect(tally.failed).toBe(1)
  expect(failures).toEqual([expect.stringContaining('vitest: exit code 7')])
  expect(outcomeOfVitest(report, 0)).toMatchObject({ failures: [], tally: { failed: 0 } })
})

test('a browser test that failed, or passed only when repeated, is named', () => {
  const result = (message?: string) => ({ duration: 5, ...(message !== undefined && { error: { message } }) })
  const spec = (title: string, status: string, ...results: ReturnType<typeof result>[]) => ({
    title,
    tests: [{ status, results }],
  })
  const report = {
    stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 0 },
    suites: [
      {
        file: 'host/x.spec.ts',
        specs: [spec('holds', 'expected', result())],
        suites: [
          {
            file: 'host/x.spec.ts',
            specs: [
              spec('opens', 'unexpected', result('not visible')),
              spec('closes', 'flaky', result('late'), result()),
            ],
          },
        ],
      },
    ],
  }
  const { failures, tally, files } = outcomeOfPlaywright('browser: host', report, 1)
  expect(failures).toEqual([
    'e2e/host/x.spec.ts › opens\n    not visible',
    'e2e/host/x.spec.ts › closes\n    late',
  ])
  expect(tally).toEqual({ passed: 1, failed: 2, skipped: 0 })
  expect(files).toEqual([{ file: 'e2e/host/x.spec.ts', ms: 20 }])
})
