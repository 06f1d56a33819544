import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import { Credentials, Login } from './login.schema.ts'
import { login } from './login.ts'
import type { LoginQueue } from './login-queue.ts'

export function addLoginRoutes(app: ServiceApp, { database }: ServiceContext, hashing: LoginQueue) {
  // At the login page there is no tenant yet.
  const config = { isTenantFree: true }
  app.post('/login', { config, schema: { body: Credentials, response: { 200: Login } } }, request =>
    hashing.run(() => login(database, request.body)),
  )
}
