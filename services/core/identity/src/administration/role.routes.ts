import {
  IdParams,
  requireVersion,
  type ServiceApp,
  type ServiceContext,
  VersionHeaders,
} from '@portico/service-kit'
import Type from 'typebox'
import { changeAs, readAs } from '../people/act.ts'
import { PERMISSIONS } from '../roles/permissions.ts'
import { Role, RoleList, WantedRole } from '../roles/role.schema.ts'
import { listRoles, type Role as RoleRecord } from '../roles/roles.ts'
import { changeRole, createRole, removeRole } from './role-changes.ts'

export function addRoleRoutes(app: ServiceApp, { database }: ServiceContext) {
  app.get('/roles', { schema: { response: { 200: RoleList } } }, ({ caller }) =>
    readAs(database, caller, 'people.user.read', async ({ tx, tenant }) => ({
      items: (await listRoles(tx, tenant)).map(toAnswer),
      catalogue: [...PERMISSIONS[tenant.kind]],
    })),
  )

  const create = { body: WantedRole, response: { 201: Role } }
  app.post('/roles', { schema: create }, async ({ caller, body }, reply) => {
    const role = await changeAs(database, caller, 'people.role.write', act => createRole(act, body))
    return reply.code(201).send(toAnswer(role))
  })

  const put = { params: IdParams, headers: VersionHeaders, body: WantedRole, response: { 200: Role } }
  app.put('/roles/:id', { schema: put }, async ({ caller, params, headers, body }) => {
    const version = requireVersion(headers)
    return toAnswer(
      await changeAs(database, caller, 'people.role.write', act => changeRole(act, params.id, version, body)),
    )
  })

  const remove = { params: IdParams, response: { 204: Type.Null() } }
  app.delete('/roles/:id', { schema: remove }, async ({ caller, params }, reply) => {
    await changeAs(database, caller, 'people.role.write', act => removeRole(act, params.id))
    return reply.code(204).send(null)
  })
}

function toAnswer({ permissions, ...role }: RoleRecord) {
  return { ...role, permissions: [...permissions] }
}
