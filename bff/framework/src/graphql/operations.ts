import { createHash } from 'node:crypto'
import { AppError } from '../errors/app-error.ts'
import { MAX_CHARACTERS } from '../load/load.ts'

/** `report` logs what is not registered, `prefer` takes it silently, `require` refuses it. */
export type PersistedMode = 'report' | 'prefer' | 'require'

/** What a client sent instead of, or beside, the text of an operation. */
export interface OperationReference {
  query?: unknown
  documentId?: unknown
  extensions?: unknown
}

export interface FoundOperation {
  query: string
  isRegistered: boolean
}

/** Operations published apps were built with: SHA-256 of the body in hex -> body. */
export type KnownOperations = (id: string) => string | undefined

/**
 * The text to run. Faults: PERSISTED_QUERY_NOT_FOUND for an id without text that was never registered (the client sends
 * the text then), PERSISTED_QUERY_MISMATCH, PERSISTED_QUERY_REQUIRED, INVALID_REQUEST.
 */
export function findOperation(
  reference: OperationReference,
  known: KnownOperations,
  mode: PersistedMode,
): FoundOperation {
  const id = idOf(reference)
  const body = id === null ? undefined : known(id)
  if (body !== undefined) return { query: body, isRegistered: true }
  const { query } = reference
  if (typeof query !== 'string' || query === '') throw missing(id, reference)
  if (query.length > MAX_CHARACTERS) return refuseLong(query, mode)
  if (id !== null && hashOf(query) !== id) {
    throw new AppError('PERSISTED_QUERY_MISMATCH')
  }
  const isRegistered = known(hashOf(query)) !== undefined
  if (mode === 'require' && !isRegistered) throw unregistered()
  return { query, isRegistered }
}

/** No app has an operation of that length: to hash it would be work for nothing. The runner says what is wrong with it. */
function refuseLong(query: string, mode: PersistedMode): FoundOperation {
  if (mode === 'require') throw unregistered()
  return { query, isRegistered: false }
}

function unregistered(): AppError {
  return new AppError('PERSISTED_QUERY_REQUIRED')
}

function missing(id: string | null, reference: OperationReference): AppError {
  const { query = null } = reference
  if (query !== null && typeof query !== 'string')
    return new AppError('INVALID_REQUEST', 'The query of an operation is text.')
  if (Object.keys(reference).length === 0)
    return new AppError('INVALID_REQUEST', 'The body is empty: a query or a documentId is required.')
  if (id === null) return new AppError('INVALID_REQUEST', 'A query or a documentId is required.')
  return new AppError('PERSISTED_QUERY_NOT_FOUND')
}

function idOf({ documentId, extensions }: OperationReference): string | null {
  if (typeof documentId === 'string') return documentId.replace(/^sha256:/, '').toLowerCase()
  const persisted = memberOf(extensions, 'persistedQuery')
  if (persisted === undefined || persisted === null) return null
  const hash = memberOf(persisted, 'sha256Hash')
  if (typeof hash === 'string') return hash.toLowerCase()
  throw new AppError('PERSISTED_QUERY_MISMATCH', 'A persisted query is named by its sha256Hash.')
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
