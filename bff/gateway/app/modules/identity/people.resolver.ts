import type { GraphContext } from '@portico/bff-framework'
import type {
  MutationChangeOwnPasswordArgs,
  MutationChangeRoleArgs,
  MutationChangeUserArgs,
  MutationCreatePasswordLinkArgs,
  MutationCreateRoleArgs,
  MutationEndOwnSessionArgs,
  MutationEndUserSessionArgs,
  MutationEndUserSessionsArgs,
  MutationInviteUserArgs,
  MutationLockUserArgs,
  MutationRemoveRoleArgs,
  MutationRemoveUserArgs,
  MutationRevokePasswordLinkArgs,
  MutationUnlockUserArgs,
  QueryAuditEntriesArgs,
  QueryUserArgs,
  QueryUserSessionsArgs,
  QueryUsersArgs,
} from '../../schema.generated.ts'
import { toConnection } from '../shared/page.ts'
import * as people from './people.client.ts'

export const queries = {
  ownSessions: (_: unknown, __: unknown, context: GraphContext) => people.fetchSessions(context, null),
  users: async (_: unknown, args: QueryUsersArgs, context: GraphContext) =>
    toConnection(await people.fetchUserPage(context, args), args.after),
  user: (_: unknown, { id }: QueryUserArgs, context: GraphContext) => people.findUser(context, id),
  userSessions: (_: unknown, { userId }: QueryUserSessionsArgs, context: GraphContext) =>
    people.fetchSessions(context, userId),
  roles: (_: unknown, __: unknown, context: GraphContext) => people.fetchRoles(context),
  auditEntries: async (_: unknown, args: QueryAuditEntriesArgs, context: GraphContext) =>
    toConnection(await people.fetchAuditPage(context, args), args.after),
}

export const mutations = {
  changeOwnPassword: (_: unknown, args: MutationChangeOwnPasswordArgs, context: GraphContext) =>
    people.postOwnPassword(context, args.current, args.next),
  endOwnSession: (_: unknown, { id }: MutationEndOwnSessionArgs, context: GraphContext) =>
    people.deleteOwnSessions(context, id),
  endOwnOtherSessions: (_: unknown, __: unknown, context: GraphContext) =>
    people.deleteOwnSessions(context, null),
  inviteUser: (_: unknown, { input }: MutationInviteUserArgs, context: GraphContext) =>
    people.postUser(context, input),
  changeUser: (_: unknown, { id, input }: MutationChangeUserArgs, context: GraphContext) =>
    people.patchUser(context, id, input),
  lockUser: (_: unknown, { id }: MutationLockUserArgs, context: GraphContext) =>
    people.postUserStep(context, id, 'lockUser'),
  unlockUser: (_: unknown, { id }: MutationUnlockUserArgs, context: GraphContext) =>
    people.postUserStep(context, id, 'unlockUser'),
  removeUser: (_: unknown, { id }: MutationRemoveUserArgs, context: GraphContext) =>
    people.deleteUser(context, id),
  createPasswordLink: (_: unknown, { userId }: MutationCreatePasswordLinkArgs, context: GraphContext) =>
    people.postLink(context, userId),
  revokePasswordLink: (_: unknown, { userId }: MutationRevokePasswordLinkArgs, context: GraphContext) =>
    people.deleteLink(context, userId),
  endUserSession: (_: unknown, { userId, id }: MutationEndUserSessionArgs, context: GraphContext) =>
    people.deleteUserSessions(context, userId, id),
  endUserSessions: (_: unknown, { userId }: MutationEndUserSessionsArgs, context: GraphContext) =>
    people.deleteUserSessions(context, userId, null),
  createRole: (_: unknown, { input }: MutationCreateRoleArgs, context: GraphContext) =>
    people.postRole(context, input),
  changeRole: (_: unknown, { id, version, input }: MutationChangeRoleArgs, context: GraphContext) =>
    people.putRole(context, id, version, input),
  removeRole: (_: unknown, { id }: MutationRemoveRoleArgs, context: GraphContext) =>
    people.deleteRole(context, id),
}

export const AuditEntryType = {
  changes: ({ change }: people.AuditEntry) =>
    Object.entries(change).map(([field, values]) => ({ field, ...values })),
}
