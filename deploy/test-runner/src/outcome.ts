import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { root } from './repository/root.ts'

export const reports = join(root, 'test-results')

/** What one runner counted. A runner that breaks off counts as one failure, so nothing passes by not running. */
export interface Tally {
  passed: number
  failed: number
  skipped: number
}

export interface FileTime {
  /** Path from the project's root. */
  file: string
  /** Of its tests; what hooks and fixtures take is in it for Vitest's files only. */
  ms: number
}

export interface Outcome {
  tally: Tally
  files: FileTime[]
  /** One for each that failed: where it stands, its name, and the first lines of what it said. */
  failures: string[]
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 }
const BROKEN: Tally = { ...NOTHING, failed: 1 }
/** Of what a failed test said, so that the list stays one to look over. */
const LINES_SAID = 6

export const add = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
})

/** Of a runner that left no report. */
export function brokenOff(runner: string): Outcome {
  return { tally: BROKEN, files: [], failures: [`${runner}: broke off before it wrote its report`] }
}

/** A runner that exits with an error although no test failed broke outside of the tests. */
export function withExitCode(runner: string, outcome: Outcome, code: number): Outcome {
  if (code === 0 || outcome.tally.failed > 0) return outcome
  return {
    ...outcome,
    tally: add(outcome.tally, BROKEN),
    failures: [`${runner}: exit code ${code}, and no test failed: see what it said outside of its tests`],
  }
}

export function describeFailure(file: string, name: string, said: string): string {
  const lines = stripVTControlCharacters(said)
    .split('\n')
    .filter(line => line.trim() !== '')
  return [`${file} › ${name}`, ...lines.slice(0, LINES_SAID).map(line => `    ${line.trim()}`)].join('\n')
}

/** Null: the runner did not come as far as to write one. */
export async function readReport<T>(file: string): Promise<T | null> {
  const text = await readFile(file, 'utf8').catch(() => null)
  return text === null ? null : (JSON.parse(text) as T)
}
