import type { ErrorStack, FramePart, ReadableFrame, StackFrame, UnmappedReason } from '@portico/release'

/** Whose code a frame is in. `isLibrary` is the one thing about it that maps say; the rest is known from the report. */
export function partOf({ artifact }: StackFrame, app: string, isLibrary: boolean): FramePart {
  if (isLibrary) return 'library'
  if (artifact === app) return 'own'
  return artifact === 'shell' ? 'shell' : 'other'
}

interface Unread {
  /** Null: the maps are still to be read. */
  reason: UnmappedReason | null
  /** Names of shared libraries, as far as they have been looked up. */
  libraries: ReadonlySet<string>
}

/** The frames of a stack whose maps have not been read. */
export function withoutMaps(
  { frames }: ErrorStack,
  app: string,
  { reason, libraries }: Unread,
): ReadableFrame[] {
  return frames.map(frame => ({
    ...frame,
    ...{ part: partOf(frame, app, libraries.has(frame.artifact)), place: null, unmapped: reason, code: null },
  }))
}
