import { defineContract } from '@portico/service-contract'
import { loginRoutes } from './routes/login.ts'
import { peopleRoutes } from './routes/people.ts'
import { sessionRoutes } from './routes/sessions.ts'
import { tenantRoutes } from './routes/tenants.ts'

export const identityContract = defineContract({
  service: 'identity',
  version: 1,
  routes: { ...loginRoutes, ...sessionRoutes, ...peopleRoutes, ...tenantRoutes },
})
