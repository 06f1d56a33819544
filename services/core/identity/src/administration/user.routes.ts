import { identityContract, type UserRecord } from '@portico/identity-contract'
import { type CallContext, problems, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { type Act, changeAs, readAs } from '../people/act.ts'
import { UserStore } from '../users/user.store.ts'
import { findUserRecord, listUsers } from './user.list.ts'
import {
  changeUser,
  inviteUser,
  lockUser,
  makeLink,
  removeUser,
  takeLinkBack,
  unlockUser,
} from './user-changes.ts'

const { routes } = identityContract

type Change = (act: Act, id: string) => Promise<unknown>

export function addUserRoutes(app: ServiceApp, service: ServiceContext) {
  addNames(app, service)
  addLists(app, service)
  addChanges(app, service)
  addLinkChanges(app, service)
}

/** Names of users, removed ones too: what they did is still shown. */
function addNames(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.readUsers,
    handler: async request => {
      const { tenantId } = request.caller
      const { ids } = request.body
      return { items: await database.tenant(tenantId, tx => new UserStore(tx, tenantId).listByIds(ids)) }
    },
  })
}

function addLists(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.listUsers,
    handler: ({ caller, query }) =>
      readAs(database, caller, 'people.user.read', act => listUsers(act, query)),
  })

  app.route({
    ...routes.getUser,
    handler: ({ caller, params }) =>
      readAs(database, caller, 'people.user.read', act => getRecord(act, params.id)),
  })
}

function addChanges(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.inviteUser,
    handler: async ({ caller, body }, reply) => {
      const invited = await changeAs(database, caller, 'people.user.write', async act => {
        const { id, link } = await inviteUser(act, body)
        return { user: await getRecord(act, id), link }
      })
      return reply.code(201).send(invited)
    },
  })

  const change = (caller: CallContext, id: string, work: Change) =>
    changeAs(database, caller, 'people.user.write', async act => {
      await work(act, id)
      return getRecord(act, id)
    })
  app.route({
    ...routes.changeUser,
    handler: ({ caller, params, body }) => change(caller, params.id, (act, id) => changeUser(act, id, body)),
  })
  app.route({ ...routes.lockUser, handler: ({ caller, params }) => change(caller, params.id, lockUser) })
  app.route({ ...routes.unlockUser, handler: ({ caller, params }) => change(caller, params.id, unlockUser) })

  app.route({
    ...routes.removeUser,
    handler: async ({ caller, params }, reply) => {
      await changeAs(database, caller, 'people.user.write', act => removeUser(act, params.id))
      return reply.code(204).send(null)
    },
  })
}

function addLinkChanges(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.makeLink,
    handler: async ({ caller, params }, reply) => {
      const link = await changeAs(database, caller, 'people.user.write', act => makeLink(act, params.id))
      return reply.code(201).send(link)
    },
  })

  app.route({
    ...routes.revokeLink,
    handler: ({ caller, params }) =>
      changeAs(database, caller, 'people.user.write', async act => {
        await takeLinkBack(act, params.id)
        return getRecord(act, params.id)
      }),
  })
}

async function getRecord(act: Act, id: string): Promise<UserRecord> {
  const found = await findUserRecord(act, id)
  if (!found) throw problems.NOT_FOUND(`There is no user ${id}.`)
  return found
}
