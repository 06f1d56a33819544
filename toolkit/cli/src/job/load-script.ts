import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CliError } from '../errors/cli-error.ts'
import type { Job } from './job.ts'

const MAX_SECONDS = 3600

export interface JobScript {
  job: Job
  /** SHA-256 of the file. What it imports is not in it. */
  digest: string
}

/** What a script exports by default; Vite reads it, as it does `portico.app.ts`. Throws FILE_NOT_READABLE, JOB_UNREADABLE. */
export async function loadJobScript(file: string): Promise<JobScript> {
  const text = await readFile(file).catch(cause => {
    throw new CliError('FILE_NOT_READABLE', `${file} cannot be read.`, { cause })
  })
  const job: unknown = await loadDefault(file)
  if (!isJob(job))
    throw new CliError(
      'JOB_UNREADABLE',
      `${file} exports no job by default: it needs a name, a list of permissions, and a function run. timeoutSeconds is 1 to ${MAX_SECONDS}.`,
    )
  return { job, digest: createHash('sha256').update(text).digest('hex') }
}

async function loadDefault(file: string): Promise<unknown> {
  const { loadConfigFromFile } = await import('vite')
  const env = { command: 'build', mode: 'production' } as const
  try {
    return (await loadConfigFromFile(env, file, dirname(file), 'silent'))?.config
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CliError('JOB_UNREADABLE', `${file} cannot be read: ${reason}`, { cause })
  }
}

function isJob(value: unknown): value is Job {
  if (typeof value !== 'object' || value === null) return false
  const { name, permissions, run, timeoutSeconds = 1 } = value as Partial<Job>
  const isTimed = typeof timeoutSeconds === 'number' && timeoutSeconds > 0 && timeoutSeconds <= MAX_SECONDS
  return typeof name === 'string' && Array.isArray(permissions) && typeof run === 'function' && isTimed
}
