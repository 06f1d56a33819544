import { isIgnored, originalPositionFor, sourceContentFor, TraceMap } from '@jridgewell/trace-mapping'
import {
  type ErrorStack,
  MAX_FRAME_TEXT,
  type ReadableFrame,
  type SourceLine,
  type StackFrame,
  type UnmappedReason,
} from '@portico/release'
import { partOf } from './part-of.ts'
import { isLibraryPath, sourcePathOf } from './source-path.ts'

const MAX_LINE_LENGTH = 200
const LINES_BEFORE = 3
const LINES_AFTER = 2
/** The lines around are for the frames that say most: the innermost of the app. */
const MAX_FRAMES_WITH_CODE = 5

/** The map of a file as text and the file as it is served, or why there is none. */
export type FoundMap = { map: string; code: string | null } | UnmappedReason

export interface FoundMaps {
  /** By `<artifact>/<version>/<file>`. */
  files: ReadonlyMap<string, FoundMap>
  /** Names of artifacts that are shared libraries. */
  libraries: ReadonlySet<string>
}

interface OpenMap {
  trace: TraceMap
  /** Lines of the file as it is served; null: not at hand. */
  code: readonly string[] | null
}

export function fileOf({ artifact, version, file }: StackFrame): string {
  return `${artifact}/${version}/${file}`
}

/** Says of each frame where it is in the source. Reads nothing but what it is given. Runs in a thread: maps may be anything. */
export function mapStack({ frames }: ErrorStack, app: string, found: FoundMaps): ReadableFrame[] {
  const opened = new Map<string, OpenMap | UnmappedReason>()
  let withCode = 0
  return frames.map(frame => {
    const key = fileOf(frame)
    const map = opened.get(key) ?? openMap(found.files.get(key) ?? 'NO_MAP', frame.file)
    opened.set(key, map)
    const mapped = typeof map === 'string' ? map : placeIn(map, frame)
    const isLibrary = found.libraries.has(frame.artifact) || (typeof mapped !== 'string' && mapped.isLibrary)
    const part = partOf(frame, app, isLibrary)
    if (typeof mapped === 'string') return { ...frame, part, place: null, unmapped: mapped, code: null }
    const isShown = part !== 'library' && withCode < MAX_FRAMES_WITH_CODE
    const code = isShown ? mapped.lines() : null
    if (code) withCode += 1
    return { ...frame, part, place: mapped.place, unmapped: null, code }
  })
}

function openMap(found: FoundMap, file: string): OpenMap | UnmappedReason {
  if (typeof found === 'string') return found
  try {
    const parsed: unknown = JSON.parse(found.map)
    const trace = new TraceMap(parsed as ConstructorParameters<typeof TraceMap>[0])
    if (typeof trace.file === 'string' && baseOf(trace.file) !== baseOf(file)) return 'FOREIGN'
    return { trace, code: found.code?.split('\n') ?? null }
  } catch {
    return 'BROKEN'
  }
}

interface Mapped {
  place: NonNullable<ReadableFrame['place']>
  isLibrary: boolean
  lines(): SourceLine[] | null
}

function placeIn(map: OpenMap, frame: StackFrame): Mapped | UnmappedReason {
  try {
    const { source, line, column } = originalPositionFor(map.trace, {
      line: frame.line,
      column: frame.column - 1,
    })
    if (typeof source !== 'string' || !isCount(line) || line < 1 || !isCount(column)) return 'NO_PLACE'
    const path = sourcePathOf(source)
    if (path === '') return 'NO_PLACE'
    return {
      place: { source: path, line, column: column + 1, function: functionOf(map, frame) },
      isLibrary: isLibraryPath(path) || isIgnored(map.trace, source),
      lines: () => linesAround(sourceContentFor(map.trace, source), { line, column }),
    }
  } catch {
    return 'BROKEN'
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

/** The name in the source of the function a frame is in: that of the place where the file as served declares it. */
function functionOf({ trace, code }: OpenMap, frame: StackFrame): string | null {
  const served = frame.function
  const name = served?.split('.').at(-1)
  const text = code?.[frame.line - 1]
  if (!served || !name || text === undefined) return served
  const before = text.slice(0, frame.column - 1)
  for (const head of [`function ${name}(`, `function*${name}(`, `${name}=`, `${name}(`]) {
    const at = before.lastIndexOf(head)
    if (at < 0) continue
    const column = at + head.indexOf(name)
    const original = originalPositionFor(trace, { line: frame.line, column }).name
    if (typeof original === 'string' && original !== '') return plain(original)
  }
  return served
}

function plain(text: string): string {
  return text
    .slice(0, MAX_FRAME_TEXT)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
}

function linesAround(
  content: unknown,
  { line, column }: { line: number; column: number },
): SourceLine[] | null {
  if (typeof content !== 'string') return null
  const lines = content.split('\n')
  if (line > lines.length) return null
  const first = Math.max(1, line - LINES_BEFORE)
  return lines.slice(first - 1, line + LINES_AFTER).map((text, index) => {
    // A line of a minified source is shown where the error was thrown.
    const from = text.length <= MAX_LINE_LENGTH ? 0 : Math.max(0, column - MAX_LINE_LENGTH / 2)
    const shown = text.slice(from, from + MAX_LINE_LENGTH).toWellFormed()
    return {
      line: first + index,
      text: shown.replace(/[^\P{Cc}\t]|[\u202a-\u202e\u2066-\u2069]/gu, '').trimEnd(),
    }
  })
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
