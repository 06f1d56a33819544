import { createHash } from 'node:crypto'
import type { ArtifactSet } from '../release/artifact-set.ts'
import { GraphFault } from './fault.ts'

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

const byArtifacts = new WeakMap<ArtifactSet, ReadonlyMap<string, string>>()

/** The operations the current apps were built with: SHA-256 of the body in hex -> body. */
function registered(set: ArtifactSet): ReadonlyMap<string, string> {
  const known = byArtifacts.get(set)
  if (known) return known
  const bodies = [...set.apps.values()].flatMap(app => app.operations)
  const map = new Map(bodies.filter(({ id, body }) => id === hashOf(body)).map(({ id, body }) => [id, body]))
  byArtifacts.set(set, map)
  return map
}

/**
 * The text to run. Faults: PERSISTED_QUERY_NOT_FOUND for an id without text nobody registered (the client sends the text
 * then), PERSISTED_QUERY_MISMATCH, PERSISTED_QUERY_REQUIRED, INVALID_REQUEST.
 */
export function findOperation(
  reference: OperationReference,
  set: ArtifactSet | null,
  mode: PersistedMode,
): FoundOperation {
  const operations = set ? registered(set) : new Map<string, string>()
  const id = idOf(reference)
  const body = id === null ? undefined : operations.get(id)
  if (body !== undefined) return { query: body, isRegistered: true }
  const { query } = reference
  if (typeof query !== 'string' || query === '') throw missing(id)
  if (id !== null && hashOf(query) !== id) {
    throw new GraphFault('PERSISTED_QUERY_MISMATCH', 'The id is not the hash of the query.')
  }
  const isRegistered = mode !== 'prefer' && operations.has(hashOf(query))
  if (mode === 'require' && !isRegistered) {
    throw new GraphFault('PERSISTED_QUERY_REQUIRED', 'Only operations of published apps are run here.')
  }
  return { query, isRegistered }
}

function missing(id: string | null): GraphFault {
  if (id === null) return new GraphFault('INVALID_REQUEST', 'A query or a documentId is required.')
  return new GraphFault('PERSISTED_QUERY_NOT_FOUND', 'No published app has this operation; send its text.')
}

function idOf({ documentId, extensions }: OperationReference): string | null {
  if (typeof documentId === 'string') return documentId.replace(/^sha256:/, '').toLowerCase()
  const persisted = memberOf(extensions, 'persistedQuery')
  const hash = memberOf(persisted, 'sha256Hash')
  return typeof hash === 'string' ? hash.toLowerCase() : null
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
