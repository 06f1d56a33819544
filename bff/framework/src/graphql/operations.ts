import { createHash } from 'node:crypto'
import { AppError } from '../errors/app-error.ts'
import { MAX_CHARACTERS } from '../load/load.ts'
import { IllFormed } from './ill-formed.ts'

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
  /** By which its client names it from now on, where it is no published app's; null: by none. */
  hash: string | null
}

/** A text that its client has sent before, if ever. */
export interface WantedText {
  wanted: string
}

/** Operations published apps were built with: SHA-256 of the body in hex -> body. */
export type KnownOperations = (id: string) => string | undefined

export interface FindOptions {
  mode: PersistedMode
  /** Texts of clients are kept by their hash. */
  keepsTexts: boolean
}

/**
 * The text to run, or what to look for. Faults: PERSISTED_QUERY_NOT_FOUND for a `documentId` without text that was never registered
 * (the client sends the text then), PERSISTED_QUERY_MISMATCH, PERSISTED_QUERY_REQUIRED, IllFormed.
 */
export function findOperation(
  reference: OperationReference,
  known: KnownOperations,
  { mode, keepsTexts }: FindOptions,
): FoundOperation | WantedText {
  const id = idOf(reference)
  const body = id === null ? undefined : known(id.hash)
  if (body !== undefined) return { query: body, isRegistered: true, hash: null }
  const { query } = reference
  if (typeof query !== 'string' || query === '') return wantedBy(id, query, keepsTexts)
  if (query.length > MAX_CHARACTERS) return refuseLong(query, mode)
  const hash = id === null ? null : hashOf(query)
  if (id && hash !== id.hash) throw id.isByClient ? new IllFormed() : new AppError('PERSISTED_QUERY_MISMATCH')
  const isRegistered = known(hash ?? hashOf(query)) !== undefined
  if (mode === 'require' && !isRegistered) throw new AppError('PERSISTED_QUERY_REQUIRED')
  if (isRegistered || !id?.isByClient || !keepsTexts) return { query, isRegistered, hash: null }
  if (!id.isUnderstood) throw new IllFormed()
  return { query, isRegistered, hash }
}

/** No app has an operation of that length: to hash it would be work for nothing. The runner says what is wrong with it. */
function refuseLong(query: string, mode: PersistedMode): FoundOperation {
  if (mode === 'require') throw new AppError('PERSISTED_QUERY_REQUIRED')
  return { query, isRegistered: false, hash: null }
}

function wantedBy(id: OperationId | null, query: unknown, keepsTexts: boolean): WantedText {
  const isText = query === undefined || query === null || query === ''
  if (id && isText && !id.isByClient) throw new AppError('PERSISTED_QUERY_NOT_FOUND')
  if (id?.isUnderstood && isText && keepsTexts) return { wanted: id.hash }
  throw new IllFormed()
}

interface OperationId {
  hash: string
  /** By the extension `persistedQuery`: the client's own hash, and not the id of a published operation. */
  isByClient: boolean
  /** Its form is the one that is known here. */
  isUnderstood: boolean
}

const HASH = /^[0-9a-f]{64}$/

function idOf({ documentId, extensions }: OperationReference): OperationId | null {
  if (typeof documentId === 'string')
    return {
      hash: documentId.replace(/^sha256:/, '').toLowerCase(),
      isByClient: false,
      isUnderstood: true,
    }
  const persisted = memberOf(extensions, 'persistedQuery')
  if (!persisted) return null
  const given = memberOf(persisted, 'sha256Hash')
  const hash = typeof given === 'string' ? given.toLowerCase() : ''
  const isUnderstood = memberOf(persisted, 'version') === 1 && HASH.test(hash)
  return { hash, isByClient: true, isUnderstood }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
