import type { ReleaseFigures } from '@portico/release'
import { releaseContract } from '@portico/release-contract'
import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import { requireReleaseRead } from '../http/require-read.ts'
import { OPEN_TO_TOKENS } from '../http/route-config.ts'
import { getRelease } from '../store/release.ts'
import { readFigures } from './figures.ts'
import { judgeRelease } from './held.ts'
import { windowOf } from './window.ts'

const { routes } = releaseContract

const DEFAULT_MINUTES = 10

/** The subjects are of the minutes asked for; the guardrails are as the guard sees them, of its own. */
export function addFigureRoutes(app: ServiceApp, service: ServiceContext) {
  app.route({
    ...routes.getFigures,
    config: OPEN_TO_TOKENS,
    handler: async request => {
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
    },
  })
}
