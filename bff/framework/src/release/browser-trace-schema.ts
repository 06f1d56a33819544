import { Type } from 'typebox'
import { AppError } from '../errors/app-error.ts'
import { checkAnswer } from '../upstream/answer.ts'

const MAX_TRACES = 30
const MAX_LOADS = 10
const Ms = Type.Number({ minimum: 0, maximum: 600_000 })
const Version = Type.String({ maxLength: 100, pattern: '^[0-9A-Za-z.+-]+$' })
/** Since when: milliseconds before it was sent, for a browser's clock may be wrong. */
const Span = Type.Object({ ageMs: Ms, ms: Ms })

const BrowserTraceSchema = Type.Object({
  id: Type.String({ pattern: '^[0-9a-f]{32}$' }),
  /** The gateway's span that answered the request. */
  below: Type.String({ pattern: '^[0-9a-f]{16}$' }),
  ticket: Type.String({ maxLength: 64 }),
  /** What the request came of. */
  cause: Type.Interface([Span], { kind: Type.Enum(['click', 'key', 'page']) }),
  request: Type.Interface([Span], { firstByteMs: Ms, bytes: Type.Integer({ minimum: 0, maximum: 2 ** 40 }) }),
  loads: Type.Array(
    Type.Interface([Span], {
      app: Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' }),
      version: Version,
    }),
    { maxItems: MAX_LOADS },
  ),
})

const VitalSchema = Type.Object({
  name: Type.Enum(['CLS', 'FCP', 'INP', 'LCP', 'TTFB']),
  /** Milliseconds; of CLS thousandths of its score. */
  value: Ms,
})

const BrowserTraces = Type.Object({
  /** The version of the shell that reports. */
  shell: Version,
  traces: Type.Array(BrowserTraceSchema, { maxItems: MAX_TRACES }),
  vitals: Type.Array(VitalSchema, { maxItems: 10 }),
})

export type BrowserTrace = Type.Static<typeof BrowserTraceSchema>
export type Vital = Type.Static<typeof VitalSchema>

/** Faults: INVALID_REQUEST. */
export function parseBrowserTraces(value: unknown): Type.Static<typeof BrowserTraces> {
  try {
    return checkAnswer(BrowserTraces, value)
  } catch (cause) {
    throw new AppError('INVALID_REQUEST', 'These are no traces of a shell.', undefined, { cause })
  }
}
