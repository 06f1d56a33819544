import { IdParams, ItemsOf, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { readFeedState } from '../feed/feed.ts'
import { requirePlatform } from '../http/require-platform.ts'
import { openToTokens } from '../http/route-config.ts'
import { listInstances, noteHeartbeat, removeInstance } from './instances.ts'
import { HeartbeatAnswerSchema, HeartbeatBody, InstanceSchema } from './schemas.ts'

export function addInstanceRoutes(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  const put = { params: IdParams, body: HeartbeatBody, response: { 200: HeartbeatAnswerSchema } }
  app.put('/instances/:id', { config: openToTokens, schema: put }, async request => {
    await requirePlatform(request, service)
    return database.transaction({}, async tx => {
      await noteHeartbeat(tx, request.params.id, request.body)
      const { revision } = await readFeedState(tx)
      return { revision, instances: await listInstances(tx) }
    })
  })

  app.delete(
    '/instances/:id',
    { config: openToTokens, schema: { params: IdParams } },
    async (request, reply) => {
      await requirePlatform(request, service)
      await database.transaction({}, tx => removeInstance(tx, request.params.id))
      return reply.code(204).send()
    },
  )

  const list = { response: { 200: ItemsOf(InstanceSchema) } }
  app.get('/instances', { config: openToTokens, schema: list }, async () => ({
    items: await database.transaction({}, listInstances),
  }))
}
