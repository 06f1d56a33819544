import { isArtifactFile } from '@portico/artifact-store'
import { type ErrorStack, MAX_FRAME_TEXT, MAX_FRAMES } from '@portico/release'
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import { AppError } from '../errors/app-error.ts'
import { checkAnswer } from '../upstream/answer.ts'

/** As the release service takes them: what it refuses would be lost, and what it stumbles over would be tried again. */
const Name = Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' })
const Version = Type.String({ maxLength: 100, pattern: '^[0-9A-Za-z.+-]+$' })
const Code = Type.String({ minLength: 1, maxLength: 64 })
const Message = Type.String({ maxLength: 2_000 })

const Position = Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 })
const Stack = Type.Object({
  error: Type.String({ minLength: 1, maxLength: 64 }),
  frames: Type.Array(
    Type.Object({
      artifact: Name,
      version: Version,
      file: Type.String({ minLength: 1, maxLength: MAX_FRAME_TEXT }),
      line: Position,
      column: Position,
      function: Type.Union([Type.String({ maxLength: MAX_FRAME_TEXT }), Type.Null()]),
    }),
    { maxItems: MAX_FRAMES },
  ),
})

const Load = Type.Object({
  kind: Type.Literal('load'),
  app: Name,
  version: Version,
  ms: Type.Number({ minimum: 0, maximum: 600_000 }),
})
const LoadFailure = Type.Object({
  kind: Type.Literal('load-failure'),
  app: Name,
  version: Version,
  code: Code,
  message: Message,
  fallback: Type.Union([Version, Type.Null()]),
  stack: Type.Optional(Stack),
})
const AppFailure = Type.Object({
  kind: Type.Literal('error'),
  app: Name,
  version: Version,
  code: Code,
  message: Message,
  stack: Type.Optional(Stack),
  origin: Type.Optional(Type.Enum(['uncaught', 'unhandled-rejection'])),
  isUnattributed: Type.Optional(Type.Boolean()),
})
const Reports = Type.Object({
  items: Type.Array(Type.Union([Load, LoadFailure, AppFailure]), { maxItems: 50 }),
})

export type Report = Type.Static<typeof Reports>['items'][number]
export type Failure = Exclude<Report, { kind: 'load' }>

/** Faults: INVALID_REQUEST. */
export function parseReports(value: unknown): Report[] {
  try {
    return checkAnswer(Reports, value).items
  } catch (cause) {
    throw new AppError('INVALID_REQUEST', 'These are no reports of a shell.', undefined, { cause })
  }
}

export function isName(name: string): boolean {
  return Check(Name, name)
}

export function isVersion(version: string): boolean {
  return Check(Version, version)
}

/**
 * What of a stack is kept: frames in files that `isServed` knows. A browser can make up the others, and what it makes up of
 * those leads to places that are in the page anyway.
 */
export function servedStack(
  stack: ErrorStack | undefined,
  isServed: (artifact: string, version: string) => boolean,
): ErrorStack | null {
  const frames = (stack?.frames ?? [])
    .filter(({ artifact, version, file }) => isArtifactFile(file) && isServed(artifact, version))
    .map(({ artifact, version, file, line, column, function: name }) => ({
      ...{ artifact, version, file, line, column },
      function: name === null ? null : oneLine(name) || null,
    }))
  return stack === undefined || frames.length === 0
    ? null
    : { error: oneLine(stack.error) || 'Error', frames }
}

function oneLine(text: string): string {
  return printable(text).replaceAll(/\s+/g, ' ').trim()
}

/** Lines stay lines. A database takes no NUL in a text, and no reader sees the other control characters. */
export function printable(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\n\t]/gu, '')
}
