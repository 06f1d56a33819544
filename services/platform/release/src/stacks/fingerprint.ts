import { createHash } from 'node:crypto'
import type { IncidentReport, ReadableFrame, SourcePlace, StackFrame } from '@portico/release'

/** Own functions in a fingerprint, the innermost first. */
const MAX_CALLS = 3

/**
 * Distinguishes the faults of one version before its maps were read. Without a stack, an uncaught error is known by its
 * words, without what may be of one user; any other by its code alone, so that this is empty.
 */
export function unmappedFingerprint({ app, stack, origin, code, message }: IncidentReport): string {
  const frame = stack && firstOwn(app, stack.frames)
  if (stack && frame) return hashOf([stack.error, placeOf(frame)])
  return origin ? hashOf([app, code, origin, wordsOf(message)]) : ''
}

/** Numbers, ids (`ord_9f3`) and what stands in quotes differ from user to user. */
function wordsOf(message: string): string {
  return message
    .slice(0, 300)
    .replaceAll(/"[^"]*"|'[^']*'|`[^`]*`/g, '""')
    .replaceAll(/[\w-]+/g, word => (/\d/.test(word) ? '#' : word))
}

/**
 * The same for the same fault of every version, tenant and release: by its error and the functions in the app's own source
 * that were called last. Lines move from version to version; they count where no function has a name.
 */
export function stackFingerprint(app: string, error: string, frames: readonly ReadableFrame[]): string {
  const place = firstOwnPlace(frames)
  const called = calledLast(frames)
  if (place) return hashOf([app, error, place.source, called.length > 0 ? called : place.line])
  const frame = firstOwn(app, frames)
  return hashOf([app, error, frame ? placeOf(frame) : ''])
}

/** A function that calls itself is one; without those that have no name. */
function calledLast(frames: readonly ReadableFrame[]): string[] {
  const names = frames.flatMap(({ part, place }) =>
    part === 'own' && place !== null && place.function !== null ? [`${place.source} ${place.function}`] : [],
  )
  return names.filter((name, index) => name !== names[index - 1]).slice(0, MAX_CALLS)
}

export function firstOwnPlace(frames: readonly ReadableFrame[]): SourcePlace | null {
  return frames.find(({ part, place }) => part === 'own' && place !== null)?.place ?? null
}

/** Of the app; of an app that has none, the first of all. */
function firstOwn(app: string, frames: readonly StackFrame[]): StackFrame | undefined {
  return frames.find(({ artifact }) => artifact === app) ?? frames[0]
}

function placeOf({ artifact, version, file, line, column }: StackFrame): string {
  return `${artifact}@${version}/${file}:${line}:${column}`
}

function hashOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}
