/** Of an error that an app threw: enough to find the place in its source, and nothing of its user. */
export interface ErrorStack {
  /** The name of the error, such as TypeError. */
  error: string
  /** The innermost first; only those in files of artifacts. */
  frames: StackFrame[]
}

/** A place in a file of an artifact as it is served. */
export interface StackFrame {
  artifact: string
  version: string
  /** Below the artifact, such as `assets/entry-abc.js`. */
  file: string
  /** From 1, as the column is. */
  line: number
  column: number
  function: string | null
}

/** Bounds of a stack on every wire. */
export const MAX_FRAMES = 20
export const MAX_FRAME_TEXT = 200

/** Where in the source a frame is. */
export interface SourcePlace {
  /** Of the source's own tree, such as `src/features/orders/OrderPage.tsx`. */
  source: string
  line: number
  column: number
  function: string | null
}

/** `own`: of the app that failed; `library`: of what it bundles or shares, which is `other` or `own` until the maps are read. */
export type FramePart = 'own' | 'library' | 'shell' | 'other'

/**
 * Why a frame has no place in a source: its artifact has no source map for it (or no such artifact is kept), the map is
 * larger than is read, is none, is not the one of this file, has nothing there, or took too long or too much to read.
 */
export type UnmappedReason = 'NO_MAP' | 'TOO_LARGE' | 'BROKEN' | 'FOREIGN' | 'NO_PLACE' | 'GAVE_UP'

export interface ReadableFrame extends StackFrame {
  part: FramePart
  place: SourcePlace | null
  unmapped: UnmappedReason | null
  /** The lines around the place; null where the map has none, or the reader may not see this source. */
  code: SourceLine[] | null
}

export interface SourceLine {
  line: number
  text: string
}

/** `GET /incidents/:id`. */
export interface ReadableStack {
  error: string
  /** False: the source maps have not been read yet; ask again in a few seconds. */
  isMapped: boolean
  frames: ReadableFrame[]
}
