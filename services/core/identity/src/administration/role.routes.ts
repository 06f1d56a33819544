import { identityContract } from '@portico/identity-contract'
import { requireVersion, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { listAdded } from '../added-permissions/added-permissions.store.ts'
import { changeAs, readAs } from '../people/act.ts'
import { catalogueOf } from '../roles/permissions.ts'
import { listRoles, type RoleRecord } from '../roles/roles.ts'
import { changeRole, createRole, removeRole } from './role-changes.ts'

const { routes } = identityContract

export function addRoleRoutes(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.listRoles,
    handler: ({ caller }) =>
      readAs(database, caller, 'people.user.read', async ({ tx, tenant }) => {
        const added = tenant.kind === 'merchant' ? await listAdded(tx) : []
        return {
          items: (await listRoles(tx, tenant)).map(toAnswer),
          catalogue: [...catalogueOf(tenant.kind, added)],
          added,
        }
      }),
  })

  app.route({
    ...routes.createRole,
    handler: async ({ caller, body }, reply) => {
      const role = await changeAs(database, caller, 'people.role.write', act => createRole(act, body))
      return reply.code(201).send(toAnswer(role))
    },
  })

  app.route({
    ...routes.changeRole,
    handler: async ({ caller, params, headers, body }) => {
      const version = requireVersion(headers)
      return toAnswer(
        await changeAs(database, caller, 'people.role.write', act =>
          changeRole(act, params.id, version, body),
        ),
      )
    },
  })

  app.route({
    ...routes.removeRole,
    handler: async ({ caller, params }, reply) => {
      await changeAs(database, caller, 'people.role.write', act => removeRole(act, params.id))
      return reply.code(204).send(null)
    },
  })
}

function toAnswer({ permissions, ...role }: RoleRecord) {
  return { ...role, permissions: [...permissions] }
}
