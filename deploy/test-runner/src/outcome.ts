import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
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
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 }
/** Of a runner that left no report. */
export const BROKEN: Outcome = { tally: { ...NOTHING, failed: 1 }, files: [] }

export const add = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
})

/** A runner that exits with an error although no test failed broke outside of the tests. */
export function withExitCode(tally: Tally, code: number): Tally {
  return code !== 0 && tally.failed === 0 ? add(tally, BROKEN.tally) : tally
}

/** Null: the runner did not come as far as to write one. */
export async function readReport<T>(file: string): Promise<T | null> {
  const text = await readFile(file, 'utf8').catch(() => null)
  return text === null ? null : (JSON.parse(text) as T)
}
