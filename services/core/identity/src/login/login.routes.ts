import { identityContract } from '@portico/identity-contract'
import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import type { LoginQueue } from '../passwords/login-queue.ts'
import type { SecondFactors } from '../second-factor/second-factors.ts'
import { login } from './login.ts'
import { enrolAtLogin, takeSecondStep } from './second-step.ts'

const { routes } = identityContract

export function addLoginRoutes(
  app: ServiceApp,
  { database }: ServiceContext,
  { factors, hashing }: { factors: SecondFactors; hashing: LoginQueue },
) {
  // At the login page there is no tenant yet.
  const config = { isTenantFree: true }
  app.route({ ...routes.logIn, config, handler: request => login(database, hashing, request.body) })

  app.route({
    ...routes.enrolAtLogin,
    config,
    handler: request => enrolAtLogin(database, factors, request.body.pendingLogin),
  })

  app.route({
    ...routes.takeSecondStep,
    config,
    handler: request => takeSecondStep(database, factors, request.body),
  })
}
