import type { ReleaseFigures } from '@portico/release'
import { Id, IdParams, Nullable, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import Type from 'typebox'
import { requireReleaseRead } from '../http/require-read.ts'
import { OPEN_TO_TOKENS } from '../http/route-config.ts'
import { Count, GuardrailSchema } from '../schemas/release.ts'
import { getRelease } from '../store/release.ts'
import { readFigures } from './figures.ts'
import { judgeRelease } from './held.ts'
import { windowOf } from './window.ts'

const DEFAULT_MINUTES = 10
const MAX_MINUTES = 7 * 24 * 60

const Value = Nullable(Type.Number())
const FiguresSchema = Type.Object({
  count: Count,
  failures: Count,
  errors: Count,
  p50Ms: Value,
  p95Ms: Value,
})
const ReleaseFiguresSchema = Type.Object({
  releaseId: Id,
  minutes: Count,
  subjects: Type.Array(
    Type.Object({
      kind: Type.Union([Type.Literal('app'), Type.Literal('service')]),
      name: Type.String(),
      gray: FiguresSchema,
      stable: FiguresSchema,
    }),
  ),
  guardrails: Type.Array(
    Type.Object({
      guardrail: GuardrailSchema,
      state: Type.Union([Type.Literal('hold'), Type.Literal('ok'), Type.Literal('breached')]),
      gray: Value,
      stable: Value,
      samples: Count,
      reportedBy: Type.Optional(Type.Object({ tenants: Count, users: Count })),
    }),
  ),
})
const FiguresQuery = Type.Object({
  minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_MINUTES })),
})

/** The subjects are of the minutes asked for; the guardrails are as the guard sees them, of its own. */
export function addFigureRoutes(app: ServiceApp, service: ServiceContext) {
  const schema = { params: IdParams, querystring: FiguresQuery, response: { 200: ReleaseFiguresSchema } }
  app.get('/releases/:id/figures', { config: OPEN_TO_TOKENS, schema }, async request => {
    await requireReleaseRead(request, service)
    const { id } = request.params
    const minutes = request.query.minutes ?? DEFAULT_MINUTES
    const now = new Date()
    return service.database.transaction({}, async (tx): Promise<ReleaseFigures> => {
      const release = await getRelease(tx, id)
      const subjects = await readFigures(tx, id, windowOf(release, minutes, now))
      const guardrails = await judgeRelease(tx, release, now)
      return { releaseId: id, minutes, subjects, guardrails }
    })
  })
}
