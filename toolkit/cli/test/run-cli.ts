import type { ExitCode } from '../src/errors/exit-codes.ts'
import type { CliEnvironment } from '../src/output/environment.ts'
import { run } from '../src/run.ts'
import { goodToken, operator } from './fake-state.ts'

interface Outcome {
  exitCode: ExitCode
  out: string
  error: string
}

/** One command line against `url`, with a good token and the operator's password; time passes only by waiting. */
export async function runCli(
  url: string,
  line: string[],
  parts: Partial<CliEnvironment> = {},
): Promise<Outcome> {
  let [out, error] = ['', '']
  let nowMs = Date.parse('2025-03-10T14:00:00.000Z')
  const exitCode = await run(line, {
    cwd: '/nowhere',
    isInteractive: false,
    isOutputClosed: () => false,
    nowMs: () => nowMs,
    untilStopped: () => Promise.resolve(),
    sleep: async ms => {
      nowMs += ms
    },
    out: text => {
      out += text
    },
    error: text => {
      error += text
    },
    ...parts,
    env: { PORTICO_URL: url, PORTICO_TOKEN: goodToken, PORTICO_PASSWORD: operator.password, ...parts.env },
  })
  return { exitCode, out, error }
}

/** What stands on standard output under `--json`: one document, or this throws. */
export async function runJson<T>(
  url: string,
  line: string[],
  parts: Partial<CliEnvironment> = {},
): Promise<Outcome & { json: T }> {
  const outcome = await runCli(url, [...line, '--json'], parts)
  return { ...outcome, json: JSON.parse(outcome.out) as T }
}
