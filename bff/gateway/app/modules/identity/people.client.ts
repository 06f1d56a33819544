import type { GraphContext } from '@portico/bff-framework'
import type {
  ChangeUserInput,
  InviteUserInput,
  QueryAuditEntriesArgs,
  QueryUsersArgs,
  RoleInput,
} from '../../schema.generated.ts'
import {
  AuditPage,
  EndedShape,
  InvitationShape,
  LinkShape,
  RoleListShape,
  RoleShape,
  SessionItems,
  UserPage,
  UserRecordShape,
} from './people.shapes.ts'

/** Two hashes on a busy machine, and their turn before them. */
const HASHING_TIMEOUT_MS = 15_000

const identity = (context: GraphContext) => context.upstream('identity')

function pathOf(userId: string, rest = ''): string {
  return `/users/${encodeURIComponent(userId)}${rest}`
}

export function fetchUserPage(context: GraphContext, { first, after, search }: QueryUsersArgs) {
  return identity(context).get('/users', { query: { first, after, search }, answer: UserPage })
}

export function findUser(context: GraphContext, id: string) {
  return identity(context).find(pathOf(id), { answer: UserRecordShape })
}

export function postUser(context: GraphContext, input: InviteUserInput) {
  return identity(context).post('/users', input, { answer: InvitationShape })
}

export function patchUser(context: GraphContext, id: string, input: ChangeUserInput) {
  const changes = Object.fromEntries(Object.entries(input).filter(([, value]) => value != null))
  return identity(context).patch(pathOf(id), changes, { answer: UserRecordShape })
}

export function postUserStep(context: GraphContext, id: string, step: 'lock' | 'unlock') {
  return identity(context).post(pathOf(id, `/${step}`), undefined, { answer: UserRecordShape })
}

export async function deleteUser(context: GraphContext, id: string): Promise<true> {
  await identity(context).delete(pathOf(id))
  return true
}

export function postLink(context: GraphContext, userId: string) {
  return identity(context).post(pathOf(userId, '/link'), undefined, { answer: LinkShape })
}

export function deleteLink(context: GraphContext, userId: string) {
  return identity(context).delete(pathOf(userId, '/link'), { answer: UserRecordShape })
}

/** Null: the caller's own. */
export async function fetchSessions(context: GraphContext, userId: string | null) {
  const path = userId === null ? '/me/sessions' : pathOf(userId, '/sessions')
  return (await identity(context).get(path, { answer: SessionItems })).items
}

/** All but the one that asks when `id` is null. */
export function deleteSessions(context: GraphContext, userId: string | null, id: string | null) {
  const path = userId === null ? '/me/sessions' : pathOf(userId, '/sessions')
  const one = id === null ? '' : `/${encodeURIComponent(id)}`
  return identity(context).delete(`${path}${one}`, { answer: EndedShape })
}

export function postOwnPassword(context: GraphContext, current: string, next: string) {
  const options = { answer: EndedShape, timeoutMs: HASHING_TIMEOUT_MS }
  return identity(context).post('/me/password', { current, next }, options)
}

export function fetchRoles(context: GraphContext) {
  return identity(context).get('/roles', { answer: RoleListShape })
}

export function postRole(context: GraphContext, input: RoleInput) {
  return identity(context).post('/roles', input, { answer: RoleShape })
}

export function putRole(context: GraphContext, id: string, version: number, input: RoleInput) {
  const path = `/roles/${encodeURIComponent(id)}`
  return identity(context).put(path, input, { answer: RoleShape, ifMatch: version })
}

export async function deleteRole(context: GraphContext, id: string): Promise<true> {
  await identity(context).delete(`/roles/${encodeURIComponent(id)}`)
  return true
}

export function fetchAuditPage(context: GraphContext, { first, after, filter }: QueryAuditEntriesArgs) {
  return identity(context).get('/audit', { query: { first, after, ...filter }, answer: AuditPage })
}
