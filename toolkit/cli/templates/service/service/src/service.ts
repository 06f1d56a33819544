import { defineService, SERVICE_PORTS } from '@portico/service-kit'
import { sampleRoutes } from './sample.routes.ts'

export const service = defineService({
  name: 'samples',
  port: SERVICE_PORTS.samples,
  migrations: new URL('../migrations/', import.meta.url),
  routes: sampleRoutes,
})
