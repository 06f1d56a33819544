import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const QUERIES = 600
const TIMEOUT_MS = 60_000
const main = fileURLToPath(new URL('../src/testing/differential/main.ts', import.meta.url))

/** PORTICO_TEST_SEED finds other queries; what differs is printed with both answers. */
const seed = process.env.PORTICO_TEST_SEED ?? '20261129'

test(`${QUERIES} queries by chance are answered as by graphql-js (PORTICO_TEST_SEED=${seed})`, async () => {
  const args = ['--disable-warning=ExperimentalWarning', main, String(QUERIES), seed]
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: TIMEOUT_MS })
  const { planned, invalid } = JSON.parse(stdout) as Record<string, number>
  expect(planned).toBeGreaterThan(QUERIES / 2)
  expect(invalid).toBeLessThan(QUERIES / 50)
})
