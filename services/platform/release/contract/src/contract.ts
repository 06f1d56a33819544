import { defineContract } from '@portico/service-contract'
import { artifactsRoutes } from './routes/artifacts.ts'
import { feedRoutes } from './routes/feed.ts'
import { interventionRoutes } from './routes/interventions.ts'
import { jobRoutes } from './routes/jobs.ts'
import { platformRoutes } from './routes/platform.ts'
import { releasesRoutes } from './routes/releases.ts'

export const releaseContract = defineContract({
  service: 'release',
  version: 2,
  routes: {
    ...artifactsRoutes,
    ...releasesRoutes,
    ...feedRoutes,
    ...platformRoutes,
    ...interventionRoutes,
    ...jobRoutes,
  },
})
