import { type AppErrorCode, SubAppError } from '../failure/app-error.ts'
import type { ArtifactFiles } from './artifact-files.ts'

const TIMEOUT_MS = 5_000

/** Finds the file that kept the entry from loading: the entry itself, or a module it imports. Null: all of them are fine. */
export async function diagnoseFiles(files: ArtifactFiles): Promise<SubAppError | null> {
  for (const path of [files.entry, ...files.preload]) {
    const error = await diagnoseModule(files.url(path), files.integrity(path))
    if (error !== null) return error
  }
  return null
}

async function diagnoseModule(url: string, integrity: string | undefined): Promise<SubAppError | null> {
  const answer = await ask(url)
  if (answer instanceof SubAppError) return answer
  if (!answer.ok) return failure('ENTRY_HTTP', `${url} answered ${answer.status}`)
  const type = answer.headers.get('content-type') ?? 'no content type'
  if (!/javascript/i.test(type)) return failure('ENTRY_TYPE', `${url} came as ${type}, not as JavaScript`)
  if (integrity === undefined) return null
  // The browser compares the hash itself; it has just shown that the address answers.
  const verified = await ask(url, integrity)
  return verified instanceof SubAppError ? failure('ENTRY_INTEGRITY', `${url} is not ${integrity}`) : null
}

async function ask(url: string, integrity = ''): Promise<Response | SubAppError> {
  try {
    const answer = await fetch(url, { integrity, signal: AbortSignal.timeout(TIMEOUT_MS) })
    if (integrity === '') await answer.body?.cancel()
    return answer
  } catch (error) {
    const code =
      error instanceof DOMException && error.name === 'TimeoutError' ? 'ENTRY_TIMEOUT' : 'ENTRY_NETWORK'
    return failure(code, `${url} could not be fetched`, error)
  }
}

function failure(code: AppErrorCode, message: string, cause?: unknown): SubAppError {
  return new SubAppError(code, message, { cause })
}
