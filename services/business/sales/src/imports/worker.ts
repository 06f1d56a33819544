import { createContext, noteSubject, Problem, runTraced, type ServiceContext } from '@portico/service-kit'
import { Catalog } from '../upstream/catalog.ts'
import type { DispatchedImport } from './dispatched-import.ts'
import { ClaimLost, ImportClaim } from './job/claim.ts'
import type { ImportFailure } from './job/job.ts'
import { clearStaged } from './job/orphans.ts'
import type { ImportHandler } from './queue.ts'
import type { FileReader } from './reading/file-reader.ts'
import { runImport } from './run.ts'

/** With the queue's growing delays, some four minutes in which another service may be unavailable. */
const MAX_ATTEMPTS = 12

/** Carries imports to their end. What may be over in a moment is thrown, so that the queue tries again; the rest fails the import. */
export function createWorker(
  { database, clients, log, tracing }: ServiceContext,
  files: FileReader,
): ImportHandler {
  const catalog = new Catalog(clients)
  const carry = async (
    { tenantId, importId, targets }: DispatchedImport,
    attempt: number,
    signal: AbortSignal,
  ) => {
    noteSubject(importId)
    const claim = await ImportClaim.take(database, { tenantId, importId }, signal)
    if (!claim) return
    try {
      const context = createContext({ tenantId, targets })
      await runImport({ store: database, files, catalog, context, claim })
    } catch (error) {
      if (error instanceof ClaimLost) return
      if (signal.aborted || mayPass(error, attempt)) throw error
      log.error({ cause: error, importId }, 'an import failed')
      await claim.finish(failureOf(error))
    }
  }
  return async (job, attempt, signal) => {
    await runTraced(tracing, { name: 'import', tenant: job.tenantId }, () => carry(job, attempt, signal))
    await clearStaged(database, job)
  }
}

function mayPass(error: unknown, attempt: number): boolean {
  const isRefusal = error instanceof Problem && error.status < 500
  return !isRefusal && attempt < MAX_ATTEMPTS
}

function failureOf(error: unknown): ImportFailure {
  if (error instanceof Problem) return { code: error.code, message: error.message }
  return {
    code: 'INTERNAL',
    message: 'The import failed for a reason of ours; the service’s log says which.',
  }
}
