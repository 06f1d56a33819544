import { Type } from 'typebox'
import { Check } from 'typebox/value'
import { GraphFault } from '../graphql/fault.ts'
import { checkAnswer } from '../upstream/answer.ts'

/** As the release service takes them: what it refuses would be lost, and what it stumbles over would be tried again. */
const Name = Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' })
const Version = Type.String({ maxLength: 100, pattern: '^[0-9A-Za-z.+-]+$' })
const Code = Type.String({ minLength: 1, maxLength: 64 })
const Message = Type.String({ maxLength: 2_000 })

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
})
const AppFailure = Type.Object({
  kind: Type.Literal('error'),
  app: Name,
  version: Version,
  code: Code,
  message: Message,
})
const Reports = Type.Object({
  items: Type.Array(Type.Union([Load, LoadFailure, AppFailure]), { maxItems: 50 }),
})

export type Report = Type.Static<typeof Reports>['items'][number]

/** Faults: INVALID_REQUEST. */
export function parseReports(value: unknown): Report[] {
  try {
    return checkAnswer(Reports, value).items
  } catch (cause) {
    throw new GraphFault('INVALID_REQUEST', 'These are no reports of a shell.', undefined, { cause })
  }
}

export function isName(name: string): boolean {
  return Check(Name, name)
}

export function isVersion(version: string): boolean {
  return Check(Version, version)
}

/** Lines stay lines. A database takes no NUL in a text, and no reader sees the other control characters. */
export function printable(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\n\t]/gu, '')
}
