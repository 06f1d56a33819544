import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import type { LoginQueue } from '../passwords/login-queue.ts'
import { Enrolment } from '../second-factor/second-factor.schema.ts'
import type { SecondFactors } from '../second-factor/second-factors.ts'
import { Credentials, Login, Pending, SecondStep } from './login.schema.ts'
import { login } from './login.ts'
import { enrolAtLogin, takeSecondStep } from './second-step.ts'

export function addLoginRoutes(
  app: ServiceApp,
  { database }: ServiceContext,
  { factors, hashing }: { factors: SecondFactors; hashing: LoginQueue },
) {
  // At the login page there is no tenant yet.
  const config = { isTenantFree: true }
  app.post('/login', { config, schema: { body: Credentials, response: { 200: Login } } }, request =>
    login(database, hashing, request.body),
  )

  const enrol = { body: Pending, response: { 200: Enrolment } }
  app.post('/login/enrolment', { config, schema: enrol }, request =>
    enrolAtLogin(database, factors, request.body.pendingLogin),
  )

  const second = { body: SecondStep, response: { 200: Login } }
  app.post('/login/second-step', { config, schema: second }, request =>
    takeSecondStep(database, factors, request.body),
  )
}
