import { parseStack } from 'error-stack-parser-es/lite'

/** As the gateway takes it. */
export interface ErrorStack {
  error: string
  frames: StackFrame[]
}

export interface StackFrame {
  artifact: string
  version: string
  file: string
  line: number
  column: number
  function: string | null
}

const MAX_FRAMES = 20
const MAX_TEXT = 200
const MAX_NAME = 64
/** A browser gives 10 to 128 lines; longer lines hold whole data URLs. */
const MAX_LINES = 128
const MAX_LINE_LENGTH = 2_000
const MAX_CAUSES = 10

/** Below an address of artifacts, `<name>/<version>/<file>`. */
const ARTIFACT_FILE = /^\/a\/([a-z][a-z0-9-]{0,63})\/([0-9A-Za-z][\w.+-]{0,99})\/([\w@~+./-]{1,200})$/
/** What browsers write before the function or the address of a frame that was waited for. */
const ASYNC = /^(?:async |async\*|promise callback\*|setTimeout handler\*|[\w ]+ handler\*)+/

/**
 * Where an error was thrown, in files of artifacts only: no addresses, no queries, no messages. Of an error with causes the
 * innermost that has such a place. Null: none has.
 */
export function stackOf(error: unknown, origins: readonly string[] = artifactOrigins()): ErrorStack | null {
  for (const cause of causesOf(error)) {
    const frames = framesOf(cause, origins)
    if (frames.length > 0) return { error: nameOf(cause), frames }
  }
  return null
}

/** Where the browser says that something without a stack was thrown; null: not in a file of an artifact. */
export function frameAt(
  { filename, lineno, colno }: Pick<ErrorEvent, 'filename' | 'lineno' | 'colno'>,
  origins: readonly string[] = artifactOrigins(),
): StackFrame | null {
  return toFrame({ file: filename, line: lineno, col: colno }, origins)[0] ?? null
}

/** What has a stack: an error of this window or of a frame's, which is of another class. */
interface Stacked {
  name?: unknown
  message?: unknown
  stack?: unknown
  cause?: unknown
  errors?: unknown
}

/** The innermost cause first, and what an AggregateError gathers after itself. */
function causesOf(error: unknown): Stacked[] {
  const causes: Stacked[] = []
  for (let cause = error; isStacked(cause) && causes.length < MAX_CAUSES; cause = cause.cause)
    causes.unshift(cause)
  const gathered = causes.flatMap(({ errors }) => (Array.isArray(errors) ? errors.slice(0, MAX_CAUSES) : []))
  return [...causes, ...gathered.filter(isStacked)]
}

function isStacked(value: unknown): value is Stacked {
  if (value instanceof Error) return true
  return typeof value === 'object' && value !== null && 'stack' in value && 'message' in value
}

function nameOf({ name }: Stacked): string {
  return (/^[\w$. -]{1,64}$/.exec(String(name))?.[0] ?? 'Error').slice(0, MAX_NAME)
}

function framesOf(error: Stacked, origins: readonly string[]): StackFrame[] {
  const lines = linesOf(error)
  return parseStack(lines.join('\n'))
    .flatMap(frame => toFrame(frame, origins))
    .slice(0, MAX_FRAMES)
}

/** Without the message, which Chromium puts before the frames. An app may make `stack` anything. */
function linesOf({ name, message, stack }: Stacked): string[] {
  if (typeof stack !== 'string') return []
  const heads = [`${name}: ${message}`, String(name), String(message)]
  const head = heads.find(text => text !== '' && stack.startsWith(text))
  const text = head === undefined ? stack : stack.slice(head.length)
  return text.split('\n', MAX_LINES).filter(line => line.length <= MAX_LINE_LENGTH && line.includes('/a/'))
}

interface Parsed {
  file?: string | undefined
  line?: number | undefined
  col?: number | undefined
  function?: string | undefined
}

function toFrame(
  { file = '', line = 0, col = 0, ...parsed }: Parsed,
  origins: readonly string[],
): StackFrame[] {
  const url = URL.parse(file.replace(ASYNC, ''))
  if (url === null || !origins.includes(url.origin)) return []
  const [, artifact, version, path] = ARTIFACT_FILE.exec(safeDecode(url.pathname)) ?? []
  if (!artifact || !version || !path || !isPlace(line) || !isPlace(col)) return []
  return [{ artifact, version, file: path, line, column: col, function: functionOf(parsed.function) }]
}

function isPlace(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0 && value < 2 ** 31
}

/** A name as code can have it; anything else could be data that code is called by. */
function functionOf(text = ''): string | null {
  const name = text.replace(ASYNC, '').replace(/^(new|get|set) /, '')
  return /^[\p{L}\p{N}_$#.<>[\] /]+$/u.test(name) && !/^[</]?anonymous>?$/.test(name)
    ? name.slice(0, MAX_TEXT)
    : null
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

/** Artifacts lie where the page is, or where the shell itself came from. */
function artifactOrigins(): string[] {
  return [window.location.origin, URL.parse(import.meta.url)?.origin ?? '']
}
