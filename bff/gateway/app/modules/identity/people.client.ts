import type { GraphContext } from '@portico/bff-framework'
import { type AuditAction, identityContract } from '@portico/identity-contract'
import type {
  ChangeUserInput,
  InviteUserInput,
  QueryAuditEntriesArgs,
  QueryUsersArgs,
  RoleInput,
} from '../../schema.generated.ts'
import { contractClient } from '../shared/contract-client.ts'

export type { AuditEntry } from '@portico/identity-contract'

/** Two hashes on a busy machine, and their turn before them. */
const HASHING_TIMEOUT_MS = 15_000

const identity = contractClient(identityContract)

export function fetchUserPage(context: GraphContext, { first, after, search }: QueryUsersArgs) {
  return identity(context).call('listUsers', { query: { first, after, search } })
}

export function findUser(context: GraphContext, id: string) {
  return identity(context).find('getUser', { params: { id } })
}

export function postUser(context: GraphContext, body: InviteUserInput) {
  return identity(context).call('inviteUser', { body })
}

export function patchUser(
  context: GraphContext,
  id: string,
  { username, displayName, role }: ChangeUserInput,
) {
  const body = {
    ...(username != null && { username }),
    ...(displayName != null && { displayName }),
    ...(role != null && { role }),
  }
  return identity(context).call('changeUser', { params: { id }, body })
}

export function postUserStep(context: GraphContext, id: string, step: 'lockUser' | 'unlockUser') {
  return identity(context).call(step, { params: { id } })
}

export async function deleteUser(context: GraphContext, id: string): Promise<true> {
  await identity(context).call('removeUser', { params: { id } })
  return true
}

export function postLink(context: GraphContext, id: string) {
  return identity(context).call('makeLink', { params: { id } })
}

export function deleteLink(context: GraphContext, id: string) {
  return identity(context).call('revokeLink', { params: { id } })
}

/** Null: the caller's own. */
export async function fetchSessions(context: GraphContext, userId: string | null) {
  const { items } =
    userId === null
      ? await identity(context).call('listOwnSessions', {})
      : await identity(context).call('listUserSessions', { params: { id: userId } })
  return items
}

/** Of the caller: all but the one that asks when `id` is null. */
export function deleteOwnSessions(context: GraphContext, id: string | null) {
  return id === null
    ? identity(context).call('endOwnSessions', {})
    : identity(context).call('endOwnSession', { params: { id } })
}

/** Of another user: all when `sessionId` is null. */
export function deleteUserSessions(context: GraphContext, id: string, sessionId: string | null) {
  return sessionId === null
    ? identity(context).call('endUserSessions', { params: { id } })
    : identity(context).call('endUserSession', { params: { id, sessionId } })
}

export function postOwnPassword(context: GraphContext, current: string, next: string) {
  return identity(context).call('changeOwnPassword', {
    body: { current, next },
    timeoutMs: HASHING_TIMEOUT_MS,
  })
}

export async function fetchRoles(context: GraphContext) {
  const { added, ...roles } = await identity(context).call('listRoles', {})
  const inWords = added?.map(({ name, title }) => ({ name, title: { zhCN: title['zh-CN'], en: title.en } }))
  return { ...roles, added: inWords ?? null }
}

export function postRole(context: GraphContext, body: RoleInput) {
  return identity(context).call('createRole', { body })
}

export function putRole(context: GraphContext, id: string, version: number, body: RoleInput) {
  return identity(context).call('changeRole', { params: { id }, body, ifMatch: version })
}

export async function deleteRole(context: GraphContext, id: string): Promise<true> {
  await identity(context).call('removeRole', { params: { id } })
  return true
}

export function fetchAuditPage(context: GraphContext, { first, after, filter }: QueryAuditEntriesArgs) {
  const { userId, action, from, until } = filter ?? {}
  // Identity refuses an action that it does not know.
  const query = { first, after, userId, action: action as AuditAction | null, from, until }
  return identity(context).call('listAudit', { query })
}
