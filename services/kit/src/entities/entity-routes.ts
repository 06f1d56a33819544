import type { AnswerOf, BodyOf, Route } from '@portico/service-contract'
import type { Transaction } from '../database/transaction.ts'
import type { ServiceApp } from '../http/app.ts'
import { idempotent } from '../http/idempotency.ts'
import { requireVersion } from '../http/versions.ts'
import { problems } from '../problems/problem.ts'
import type { ServiceContext } from '../service/service.ts'

interface EntityRoutes {
  get: Route
  /** By `{ids}`; unknown ones are missing. */
  read: Route
  /** Once under its idempotency key. */
  create: Route
  /** Makes those of `{items}` that are missing. Under a key a repeated call answers again what was created: an import counts by it after a crash. */
  ensure: Route
  /** One version of it. */
  update: Route
}

/** What is kept of one tenant, inside one transaction. */
interface EntityStore<Routes extends EntityRoutes> {
  find(id: string): Promise<AnswerOf<Routes['get']> | null>
  listByIds(ids: readonly string[]): Promise<AnswerOf<Routes['get']>[]>
  create(body: BodyOf<Routes['create']>): Promise<AnswerOf<Routes['create']>>
  ensure(items: ItemsIn<BodyOf<Routes['ensure']>>): Promise<ItemsIn<AnswerOf<Routes['ensure']>>>
  update(id: string, version: number, changes: BodyOf<Routes['update']>): Promise<AnswerOf<Routes['update']>>
}
type ItemsIn<Body> = Body extends { items: infer Items } ? Items : never

interface Entity<Routes extends EntityRoutes> {
  /** As a message calls it, such as `customer`. */
  noun: string
  routes: Routes
  open(tx: Transaction, tenantId: string): EntityStore<Routes>
}

/** As the routes see it: their schemas have checked what is passed on. */
interface CheckedStore {
  find(id: string): Promise<unknown>
  listByIds(ids: readonly string[]): Promise<unknown>
  create(body: unknown): Promise<unknown>
  ensure(items: unknown): Promise<unknown>
  update(id: string, version: number, changes: unknown): Promise<unknown>
}

type Open = (tx: Transaction, tenantId: string) => CheckedStore

/** The routes that entities have in common: get, read a batch, create, ensure and update. */
export function addEntityRoutes<Routes extends EntityRoutes>(
  app: ServiceApp,
  service: ServiceContext,
  { noun, routes, open }: Entity<Routes>,
) {
  addReads(app, service, { noun, routes, open })
  addWrites(app, service, { routes, open })
}

function addReads(
  app: ServiceApp,
  { database }: ServiceContext,
  { noun, routes, open }: { noun: string; routes: EntityRoutes; open: Open },
) {
  app.route({
    ...routes.get,
    handler: async ({ caller: { tenantId }, params }) => {
      const { id } = params as { id: string }
      const found = await database.tenant(tenantId, tx => open(tx, tenantId).find(id))
      if (!found) throw problems.NOT_FOUND(`No ${noun} ${id}.`)
      return found
    },
  })

  app.route({
    ...routes.read,
    handler: async ({ caller: { tenantId }, body }) => {
      const { ids } = body as { ids: string[] }
      return { items: await database.tenant(tenantId, tx => open(tx, tenantId).listByIds(ids)) }
    },
  })
}

function addWrites(
  app: ServiceApp,
  { database }: ServiceContext,
  { routes, open }: { routes: EntityRoutes; open: Open },
) {
  app.route({
    ...routes.create,
    handler: (request, reply) => {
      reply.code(201)
      return idempotent(
        database,
        request,
        // An entity is an object, which its contract's schema says.
        tx => open(tx, request.caller.tenantId).create(request.body) as Promise<object>,
      )
    },
  })

  app.route({
    ...routes.ensure,
    handler: request => {
      const { items } = request.body as { items: unknown }
      return idempotent(database, request, async tx => ({
        items: await open(tx, request.caller.tenantId).ensure(items),
      }))
    },
  })

  app.route({
    ...routes.update,
    handler: ({ caller: { tenantId }, headers, params, body }) => {
      const { id } = params as { id: string }
      const version = requireVersion(headers)
      return database.tenant(tenantId, tx => open(tx, tenantId).update(id, version, body))
    },
  })
}
