import {
  BatchBody,
  type CallContext,
  IdParams,
  ItemsOf,
  PageOf,
  PageQuery,
  problems,
  type ServiceApp,
  type ServiceContext,
} from '@portico/service-kit'
import Type from 'typebox'
import { type Act, changeAs, readAs } from '../people/act.ts'
import { NewUser, OpenLink, User, UserChanges, UserRecord } from '../users/user.schema.ts'
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

const ListQuery = Type.Object({
  ...PageQuery.properties,
  search: Type.Optional(Type.String({ maxLength: 200 })),
})
const MadeLink = Type.Object({ ...OpenLink.properties, token: Type.String() })
const Invited = Type.Object({ user: UserRecord, link: MadeLink })

type Change = (act: Act, id: string) => Promise<unknown>

export function addUserRoutes(app: ServiceApp, service: ServiceContext) {
  addNames(app, service)
  addLists(app, service)
  addChanges(app, service)
  addLinkChanges(app, service)
}

/** Names of users, removed ones too: what they did is still shown. */
function addNames(app: ServiceApp, { database }: ServiceContext) {
  const batch = { body: BatchBody, response: { 200: ItemsOf(User) } }
  app.post('/users/batch', { schema: batch }, async request => {
    const { tenantId } = request.caller
    const { ids } = request.body
    return { items: await database.tenant(tenantId, tx => new UserStore(tx, tenantId).listByIds(ids)) }
  })
}

function addLists(app: ServiceApp, { database }: ServiceContext) {
  const list = { querystring: ListQuery, response: { 200: PageOf(UserRecord) } }
  app.get('/users', { schema: list }, ({ caller, query }) =>
    readAs(database, caller, 'people.user.read', act => listUsers(act, query)),
  )

  const one = { params: IdParams, response: { 200: UserRecord } }
  app.get('/users/:id', { schema: one }, ({ caller, params }) =>
    readAs(database, caller, 'people.user.read', act => getRecord(act, params.id)),
  )
}

function addChanges(app: ServiceApp, { database }: ServiceContext) {
  const invite = { body: NewUser, response: { 201: Invited } }
  app.post('/users', { schema: invite }, async ({ caller, body }, reply) => {
    const invited = await changeAs(database, caller, 'people.user.write', async act => {
      const { id, link } = await inviteUser(act, body)
      return { user: await getRecord(act, id), link }
    })
    return reply.code(201).send(invited)
  })

  const change = (caller: CallContext, id: string, work: Change) =>
    changeAs(database, caller, 'people.user.write', async act => {
      await work(act, id)
      return getRecord(act, id)
    })
  const patch = { params: IdParams, body: UserChanges, response: { 200: UserRecord } }
  app.patch('/users/:id', { schema: patch }, ({ caller, params, body }) =>
    change(caller, params.id, (act, id) => changeUser(act, id, body)),
  )
  const plain = { params: IdParams, response: { 200: UserRecord } }
  app.post('/users/:id/lock', { schema: plain }, ({ caller, params }) => change(caller, params.id, lockUser))
  app.post('/users/:id/unlock', { schema: plain }, ({ caller, params }) =>
    change(caller, params.id, unlockUser),
  )

  const remove = { params: IdParams, response: { 204: Type.Null() } }
  app.delete('/users/:id', { schema: remove }, async ({ caller, params }, reply) => {
    await changeAs(database, caller, 'people.user.write', act => removeUser(act, params.id))
    return reply.code(204).send(null)
  })
}

function addLinkChanges(app: ServiceApp, { database }: ServiceContext) {
  const make = { params: IdParams, response: { 201: MadeLink } }
  app.post('/users/:id/link', { schema: make }, async ({ caller, params }, reply) => {
    const link = await changeAs(database, caller, 'people.user.write', act => makeLink(act, params.id))
    return reply.code(201).send(link)
  })

  const revoke = { params: IdParams, response: { 200: UserRecord } }
  app.delete('/users/:id/link', { schema: revoke }, ({ caller, params }) =>
    changeAs(database, caller, 'people.user.write', async act => {
      await takeLinkBack(act, params.id)
      return getRecord(act, params.id)
    }),
  )
}

async function getRecord(act: Act, id: string): Promise<UserRecord> {
  const found = await findUserRecord(act, id)
  if (!found) throw problems.NOT_FOUND(`There is no user ${id}.`)
  return found
}
