import { releaseContract } from '@portico/release-contract'
import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import { actorOf, requireAdministrator } from '../access/actor.ts'
import { readItems } from '../http/page.ts'
import { requireRead } from '../http/require-read.ts'
import { OPEN_TO_TOKENS } from '../http/route-config.ts'
import { addTenantsToJob, cancelJob, createJob, retryJob, startJob } from './change-job.ts'
import { getBatchJob, listBatchJobs, listJobTenants, readWaiting } from './job-table.ts'
import { JobTenants } from './job-tenants.ts'
import { takeStep } from './take-step.ts'

const { routes } = releaseContract
/** Every tenant of a large directory is written down. */
const ADDING_TIMEOUT = 120_000
const TENANTS_BODY_LIMIT = 1024 * 1024

/** Batch jobs over tenants. Who may read sees them; who administers, and no token, makes them and goes on with them. */
export function addJobRoutes(app: ServiceApp, service: ServiceContext) {
  service.metrics.measureQueues(() => readWaiting(service.database))
  addReads(app, service)
  addMaking(app, service)
  addRunning(app, service)
}

function addReads(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  app.route({
    ...routes.listJobs,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      await requireRead(request, service)
      return database.transaction({}, tx =>
        readItems(request.query, {
          keyLength: 1,
          rows: (limit, after) => listBatchJobs(tx, { limit, after: after?.[0] ?? null }),
          keyOf: ({ id }) => [id],
          toItem: job => job,
        }),
      )
    },
  })
  app.route({
    ...routes.getJob,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      await requireRead(request, service)
      return database.transaction({}, tx => getBatchJob(tx, request.params.id))
    },
  })
  app.route({
    ...routes.listJobTenants,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      await requireRead(request, service)
      const asked = { id: request.params.id, state: request.query.state }
      return database.transaction({}, tx =>
        readItems(request.query, {
          keyLength: 1,
          rows: (limit, after) => listJobTenants(tx, asked, { limit, after: after?.[0] ?? null }),
          keyOf: ({ tenantId }) => [tenantId],
          toItem: tenant => tenant,
        }),
      )
    },
  })
}

function addMaking(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  const tenants = new JobTenants(service)
  app.route({
    ...routes.createJob,
    config: OPEN_TO_TOKENS,
    handler: async (request, reply) => {
      const actor = await actorOf(request, service)
      requireAdministrator(actor)
      const made = await database.transaction({}, tx => createJob(tx, request.body, actor.name))
      return reply.code(201).send(made)
    },
  })
  app.route({
    ...routes.addJobTenants,
    config: OPEN_TO_TOKENS,
    bodyLimit: TENANTS_BODY_LIMIT,
    handlerTimeout: ADDING_TIMEOUT,
    handler: async request => {
      requireAdministrator(await actorOf(request, service))
      const { body, params } = request
      const add = (ids: string[]) => database.transaction({}, tx => addTenantsToJob(tx, params.id, ids))
      if ('all' in body) for await (const page of tenants.all()) await add(page)
      else await add(await tenants.named(body.tenants))
      return database.transaction({}, tx => getBatchJob(tx, params.id))
    },
  })
  app.route({
    ...routes.startJob,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      const actor = await actorOf(request, service)
      requireAdministrator(actor)
      return database.transaction({}, tx => startJob(tx, request.params.id, actor.name))
    },
  })
}

function addRunning(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  app.route({
    ...routes.stepJob,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      requireAdministrator(await actorOf(request, service))
      return database.transaction({}, tx => takeStep(tx, request.params.id, request.body))
    },
  })
  app.route({
    ...routes.cancelJob,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      const actor = await actorOf(request, service)
      requireAdministrator(actor)
      const cause = { actor: actor.name, reason: request.body.reason }
      return database.transaction({}, tx => cancelJob(tx, request.params.id, cause))
    },
  })
  app.route({
    ...routes.retryJob,
    config: OPEN_TO_TOKENS,
    handler: async request => {
      const actor = await actorOf(request, service)
      requireAdministrator(actor)
      const cause = { actor: actor.name, ...request.body }
      return database.transaction({}, tx => retryJob(tx, request.params.id, cause))
    },
  })
}
