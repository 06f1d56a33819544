import type { Lifecycles } from '@portico/micro-app'
import { SubAppError, toAppError } from '../failure/app-error.ts'
import { withDeadline } from '../failure/deadline.ts'
import type { ArtifactFiles } from './artifact-files.ts'
import { isFetchFailure } from './chunk-failure.ts'
import { diagnoseFiles } from './diagnosis.ts'

/**
 * Imports an app's entry module, which evaluates it: its scope must be registered before.
 * Rejects with an AppError that says which step failed and why.
 */
export async function loadEntry(
  files: ArtifactFiles,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<Lifecycles> {
  const module = await withDeadline(importModule(files), { code: 'ENTRY_TIMEOUT', timeoutMs, signal })
  return lifecyclesOf(module)
}

async function importModule(files: ArtifactFiles): Promise<unknown> {
  try {
    return await import(/* @vite-ignore */ files.url(files.entry))
  } catch (error) {
    throw await explain(files, error)
  }
}

/** The browser says the same about every failed import, so the files are asked for once more to learn why. */
async function explain(files: ArtifactFiles, error: unknown): Promise<SubAppError> {
  const diagnosis = await diagnoseFiles(files)
  if (diagnosis !== null) return diagnosis
  return toAppError(error, isFetchFailure(error) ? 'ENTRY_NETWORK' : 'ENTRY_THREW')
}

/** Named exports, or a default export with the same members. */
function lifecyclesOf(module: unknown): Lifecycles {
  const candidates = [module, (module as { default?: unknown } | null)?.default]
  const found = candidates.find(isLifecycles)
  if (found === undefined) throw new SubAppError('ENTRY_INVALID', 'The entry exports no mount and unmount')
  return found
}

export function isLifecycles(value: unknown): value is Lifecycles {
  const candidate = value as Partial<Lifecycles> | null | undefined
  return typeof candidate?.mount === 'function' && typeof candidate.unmount === 'function'
}
