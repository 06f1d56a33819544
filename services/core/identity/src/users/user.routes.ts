import { BatchBody, ItemsOf, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { User } from './user.schema.ts'
import { UserStore } from './user.store.ts'

export function addUserRoutes(app: ServiceApp, { database }: ServiceContext) {
  app.post(
    '/users/batch',
    { schema: { body: BatchBody, response: { 200: ItemsOf(User) } } },
    async request => {
      const { tenantId } = request.caller
      const { ids } = request.body
      return { items: await database.tenant(tenantId, tx => new UserStore(tx, tenantId).listByIds(ids)) }
    },
  )
}
