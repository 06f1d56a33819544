// Made by `portico graph types` from the .graphql files. Do not edit.

import type { GraphOperation } from '@portico/micro-app'

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type UserStatus =
  | 'INVITED'
  | 'ACTIVE'
  | 'LOCKED';

export type LinkPurpose =
  | 'INVITATION'
  | 'RESET';

export type InviteUserInput = {
  username: string;
  displayName: string;
  role: string;
};

export type ChangeUserInput = {
  username?: string | null | undefined;
  displayName?: string | null | undefined;
  role?: string | null | undefined;
};

export type RoleInput = {
  name: string;
  permissions: Array<string>;
};

export type AuditFilter = {
  /** What the user did, and what was done to the user. */
  userId?: string | null | undefined;
  /** Such as `user.lock`. */
  action?: string | null | undefined;
  from?: string | null | undefined;
  until?: string | null | undefined;
};

export type SingleSignOnInput = {
  issuer: string;
  clientId: string;
  /** Left out: as it is. */
  clientSecret?: string | null | undefined;
  scopes?: string;
  groupsClaim?: string;
  roleByGroup: Array<GroupRoleInput>;
  defaultRole?: string | null | undefined;
  allowsPasswords?: boolean;
};

export type GroupRoleInput = {
  group: string;
  role: string;
};

export type TeamAuditQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  filter?: AuditFilter | null | undefined;
}>;


export type TeamAuditQuery = { auditEntries: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, at: string, actorName: string, action: string, subjectName: string, address: string | null, changes: Array<{ field: string, old: string | null, new: string | null }> }> } };

export type TeamRoleFragment = { id: string, name: string, permissions: Array<string>, isBuiltIn: boolean, version: number };

export type TeamRolesQueryVariables = Exact<{ [key: string]: never; }>;


export type TeamRolesQuery = { roles: { catalogue: Array<string>, added: Array<{ name: string, title: { zhCN: string, en: string } }> | null, items: Array<{ id: string, name: string, permissions: Array<string>, isBuiltIn: boolean, version: number }> } };

export type TeamCreateRoleMutationVariables = Exact<{
  input: RoleInput;
}>;


export type TeamCreateRoleMutation = { createRole: { id: string, name: string, permissions: Array<string>, isBuiltIn: boolean, version: number } };

export type TeamChangeRoleMutationVariables = Exact<{
  id: string;
  version: number;
  input: RoleInput;
}>;


export type TeamChangeRoleMutation = { changeRole: { id: string, name: string, permissions: Array<string>, isBuiltIn: boolean, version: number } };

export type TeamRemoveRoleMutationVariables = Exact<{
  id: string;
}>;


export type TeamRemoveRoleMutation = { removeRole: boolean };

export type TeamSsoFragment = { issuer: string, clientId: string, scopes: string, groupsClaim: string, defaultRole: string | null, allowsPasswords: boolean, version: number, roleByGroup: Array<{ group: string, role: string }> };

export type TeamSingleSignOnQueryVariables = Exact<{ [key: string]: never; }>;


export type TeamSingleSignOnQuery = { singleSignOn: { issuer: string, clientId: string, scopes: string, groupsClaim: string, defaultRole: string | null, allowsPasswords: boolean, version: number, roleByGroup: Array<{ group: string, role: string }> } | null };

export type TeamSaveSingleSignOnMutationVariables = Exact<{
  input: SingleSignOnInput;
  version?: number | null | undefined;
}>;


export type TeamSaveSingleSignOnMutation = { saveSingleSignOn: { issuer: string, clientId: string, scopes: string, groupsClaim: string, defaultRole: string | null, allowsPasswords: boolean, version: number, roleByGroup: Array<{ group: string, role: string }> } };

export type TeamRemoveSingleSignOnMutationVariables = Exact<{ [key: string]: never; }>;


export type TeamRemoveSingleSignOnMutation = { removeSingleSignOn: boolean };

export type TeamUserQueryVariables = Exact<{
  id: string;
}>;


export type TeamUserQuery = { user: { id: string, username: string, displayName: string, role: string, status: UserStatus, createdAt: string, lastLoginAt: string | null, link: { purpose: LinkPurpose, expiresAt: string } | null } | null };

export type TeamUserSessionsQueryVariables = Exact<{
  userId: string;
}>;


export type TeamUserSessionsQuery = { userSessions: Array<{ id: string, address: string, browser: string | null, system: string | null, createdAt: string, seenAt: string, isOwn: boolean }> };

export type TeamChangeUserMutationVariables = Exact<{
  id: string;
  input: ChangeUserInput;
}>;


export type TeamChangeUserMutation = { changeUser: { id: string, username: string, displayName: string, role: string, status: UserStatus, createdAt: string, lastLoginAt: string | null, link: { purpose: LinkPurpose, expiresAt: string } | null } };

export type TeamLockUserMutationVariables = Exact<{
  id: string;
}>;


export type TeamLockUserMutation = { lockUser: { id: string, username: string, displayName: string, role: string, status: UserStatus, createdAt: string, lastLoginAt: string | null, link: { purpose: LinkPurpose, expiresAt: string } | null } };

export type TeamUnlockUserMutationVariables = Exact<{
  id: string;
}>;


export type TeamUnlockUserMutation = { unlockUser: { id: string, username: string, displayName: string, role: string, status: UserStatus, createdAt: string, lastLoginAt: string | null, link: { purpose: LinkPurpose, expiresAt: string } | null } };

export type TeamRemoveUserMutationVariables = Exact<{
  id: string;
}>;


export type TeamRemoveUserMutation = { removeUser: boolean };

export type TeamCreateLinkMutationVariables = Exact<{
  userId: string;
}>;


export type TeamCreateLinkMutation = { createPasswordLink: { token: string, purpose: LinkPurpose, expiresAt: string } };

export type TeamRevokeLinkMutationVariables = Exact<{
  userId: string;
}>;


export type TeamRevokeLinkMutation = { revokePasswordLink: { id: string, username: string, displayName: string, role: string, status: UserStatus, createdAt: string, lastLoginAt: string | null, link: { purpose: LinkPurpose, expiresAt: string } | null } };

export type TeamEndSessionMutationVariables = Exact<{
  userId: string;
  id: string;
}>;


export type TeamEndSessionMutation = { endUserSession: { ended: number } };

export type TeamEndSessionsMutationVariables = Exact<{
  userId: string;
}>;


export type TeamEndSessionsMutation = { endUserSessions: { ended: number } };

export type TeamUserFragment = { id: string, username: string, displayName: string, role: string, status: UserStatus, createdAt: string, lastLoginAt: string | null, link: { purpose: LinkPurpose, expiresAt: string } | null };

export type TeamUsersQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
  search?: string | null | undefined;
}>;


export type TeamUsersQuery = { users: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, username: string, displayName: string, role: string, status: UserStatus, createdAt: string, lastLoginAt: string | null, link: { purpose: LinkPurpose, expiresAt: string } | null }> } };

export type TeamInviteUserMutationVariables = Exact<{
  input: InviteUserInput;
}>;


export type TeamInviteUserMutation = { inviteUser: { user: { id: string, username: string, displayName: string, role: string, status: UserStatus, createdAt: string, lastLoginAt: string | null, link: { purpose: LinkPurpose, expiresAt: string } | null }, link: { token: string, purpose: LinkPurpose, expiresAt: string } } };

export const TeamAudit: GraphOperation<TeamAuditQuery, TeamAuditQueryVariables> = {
  name: 'TeamAudit',
  id: 'df4b96e6db9774fbdf9851d0ffd3848fcc8f96e980880ff92b7a4842a4f23eef',
  body: `query TeamAudit($first: Int!, $after: String, $filter: AuditFilter) {
  auditEntries(first: $first, after: $after, filter: $filter) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      id
      at
      actorName
      action
      subjectName
      address
      changes {
        field
        old
        new
      }
    }
  }
}`,
}

export const TeamChangeRole: GraphOperation<TeamChangeRoleMutation, TeamChangeRoleMutationVariables> = {
  name: 'TeamChangeRole',
  id: '5e292aad6b60c24b6908688dfbbafb2fcd29363978dacb31b30a9f338c59616b',
  body: `mutation TeamChangeRole($id: ID!, $version: Int!, $input: RoleInput!) {
  changeRole(id: $id, version: $version, input: $input) {
    ...TeamRole
  }
}

fragment TeamRole on Role {
  id
  name
  permissions
  isBuiltIn
  version
}`,
}

export const TeamChangeUser: GraphOperation<TeamChangeUserMutation, TeamChangeUserMutationVariables> = {
  name: 'TeamChangeUser',
  id: 'b5cb375ce4a4df57bd7f5f1804c7fe5cfc72ad87e64673e27486b43467c19d5f',
  body: `mutation TeamChangeUser($id: ID!, $input: ChangeUserInput!) {
  changeUser(id: $id, input: $input) {
    ...TeamUser
  }
}

fragment TeamUser on UserRecord {
  id
  username
  displayName
  role
  status
  createdAt
  lastLoginAt
  link {
    purpose
    expiresAt
  }
}`,
}

export const TeamCreateLink: GraphOperation<TeamCreateLinkMutation, TeamCreateLinkMutationVariables> = {
  name: 'TeamCreateLink',
  id: '837352196ad548c85420c0c0e73f66ecf202ec78f2fd6080d96e4f7041494c72',
  body: `mutation TeamCreateLink($userId: ID!) {
  createPasswordLink(userId: $userId) {
    token
    purpose
    expiresAt
  }
}`,
}

export const TeamCreateRole: GraphOperation<TeamCreateRoleMutation, TeamCreateRoleMutationVariables> = {
  name: 'TeamCreateRole',
  id: 'a99d0c1600c743637101c39651ee8ea7ca9929f5e64b6bfb9595f2cf42dbc4b5',
  body: `mutation TeamCreateRole($input: RoleInput!) {
  createRole(input: $input) {
    ...TeamRole
  }
}

fragment TeamRole on Role {
  id
  name
  permissions
  isBuiltIn
  version
}`,
}

export const TeamEndSession: GraphOperation<TeamEndSessionMutation, TeamEndSessionMutationVariables> = {
  name: 'TeamEndSession',
  id: '665fe72c5253c667b1699ca8e073929eec7a99cbcfcab543b6f88843c8761b47',
  body: `mutation TeamEndSession($userId: ID!, $id: ID!) {
  endUserSession(userId: $userId, id: $id) {
    ended
  }
}`,
}

export const TeamEndSessions: GraphOperation<TeamEndSessionsMutation, TeamEndSessionsMutationVariables> = {
  name: 'TeamEndSessions',
  id: '44a440d1822aaac97d251ad1137dc4e80d90a54c9ea289df0f6b3c8a19e9e6a0',
  body: `mutation TeamEndSessions($userId: ID!) {
  endUserSessions(userId: $userId) {
    ended
  }
}`,
}

export const TeamInviteUser: GraphOperation<TeamInviteUserMutation, TeamInviteUserMutationVariables> = {
  name: 'TeamInviteUser',
  id: 'b6b0ea2834cde239dcf752687cd021e2bfe6c205cccc5cf78c1ae70bdd7b4878',
  body: `mutation TeamInviteUser($input: InviteUserInput!) {
  inviteUser(input: $input) {
    user {
      ...TeamUser
    }
    link {
      token
      purpose
      expiresAt
    }
  }
}

fragment TeamUser on UserRecord {
  id
  username
  displayName
  role
  status
  createdAt
  lastLoginAt
  link {
    purpose
    expiresAt
  }
}`,
}

export const TeamLockUser: GraphOperation<TeamLockUserMutation, TeamLockUserMutationVariables> = {
  name: 'TeamLockUser',
  id: '658b5c2b0d27731461cabecfd251023fb5126e93a7914537999cba3daadfefb5',
  body: `mutation TeamLockUser($id: ID!) {
  lockUser(id: $id) {
    ...TeamUser
  }
}

fragment TeamUser on UserRecord {
  id
  username
  displayName
  role
  status
  createdAt
  lastLoginAt
  link {
    purpose
    expiresAt
  }
}`,
}

export const TeamRemoveRole: GraphOperation<TeamRemoveRoleMutation, TeamRemoveRoleMutationVariables> = {
  name: 'TeamRemoveRole',
  id: 'c647d5b1247cbfd469835a84192f2e2b55f323ca92de1b9c7f955526e8a8e69b',
  body: `mutation TeamRemoveRole($id: ID!) {
  removeRole(id: $id)
}`,
}

export const TeamRemoveSingleSignOn: GraphOperation<TeamRemoveSingleSignOnMutation, TeamRemoveSingleSignOnMutationVariables> = {
  name: 'TeamRemoveSingleSignOn',
  id: '66829595b015b5ae06feeb2cacbeed43a854ed92e8527cc9a8f4f8c0fe19f3fe',
  body: `mutation TeamRemoveSingleSignOn {
  removeSingleSignOn
}`,
}

export const TeamRemoveUser: GraphOperation<TeamRemoveUserMutation, TeamRemoveUserMutationVariables> = {
  name: 'TeamRemoveUser',
  id: '2c1981e595250bf46a09bfdbcb94359aed3984b7b3f00649726fcffb6de8fcdf',
  body: `mutation TeamRemoveUser($id: ID!) {
  removeUser(id: $id)
}`,
}

export const TeamRevokeLink: GraphOperation<TeamRevokeLinkMutation, TeamRevokeLinkMutationVariables> = {
  name: 'TeamRevokeLink',
  id: '213a3b60ad0ca6a2be889c3c4c38b33a48de10659a879e4270462e2f8c4e6828',
  body: `mutation TeamRevokeLink($userId: ID!) {
  revokePasswordLink(userId: $userId) {
    ...TeamUser
  }
}

fragment TeamUser on UserRecord {
  id
  username
  displayName
  role
  status
  createdAt
  lastLoginAt
  link {
    purpose
    expiresAt
  }
}`,
}

export const TeamRoles: GraphOperation<TeamRolesQuery, TeamRolesQueryVariables> = {
  name: 'TeamRoles',
  id: '8e98b8fbdc49f9198dd74a6ee3c59c69a6893caed79b9bc9862d31493a360cd4',
  body: `query TeamRoles {
  roles {
    catalogue
    added {
      name
      title {
        zhCN
        en
      }
    }
    items {
      ...TeamRole
    }
  }
}

fragment TeamRole on Role {
  id
  name
  permissions
  isBuiltIn
  version
}`,
}

export const TeamSaveSingleSignOn: GraphOperation<TeamSaveSingleSignOnMutation, TeamSaveSingleSignOnMutationVariables> = {
  name: 'TeamSaveSingleSignOn',
  id: 'fcd8c92284f9b506e2207460b21fb410e6b7d1466152fefff2bd77a62eea821f',
  body: `mutation TeamSaveSingleSignOn($input: SingleSignOnInput!, $version: Int) {
  saveSingleSignOn(input: $input, version: $version) {
    ...TeamSso
  }
}

fragment TeamSso on SingleSignOn {
  issuer
  clientId
  scopes
  groupsClaim
  roleByGroup {
    group
    role
  }
  defaultRole
  allowsPasswords
  version
}`,
}

export const TeamSingleSignOn: GraphOperation<TeamSingleSignOnQuery, TeamSingleSignOnQueryVariables> = {
  name: 'TeamSingleSignOn',
  id: '9592760845e8eeb6260b1fd703a5e07022cc368d7320f42592541904300ef919',
  body: `query TeamSingleSignOn {
  singleSignOn {
    ...TeamSso
  }
}

fragment TeamSso on SingleSignOn {
  issuer
  clientId
  scopes
  groupsClaim
  roleByGroup {
    group
    role
  }
  defaultRole
  allowsPasswords
  version
}`,
}

export const TeamUnlockUser: GraphOperation<TeamUnlockUserMutation, TeamUnlockUserMutationVariables> = {
  name: 'TeamUnlockUser',
  id: 'd5e9bf3e6ef8909ee2cf0eec4dd6b4ea16472fae1fe8bbe67f90c9f176d36474',
  body: `mutation TeamUnlockUser($id: ID!) {
  unlockUser(id: $id) {
    ...TeamUser
  }
}

fragment TeamUser on UserRecord {
  id
  username
  displayName
  role
  status
  createdAt
  lastLoginAt
  link {
    purpose
    expiresAt
  }
}`,
}

export const TeamUser: GraphOperation<TeamUserQuery, TeamUserQueryVariables> = {
  name: 'TeamUser',
  id: '7318c6d0a1d15e4984f00492aca0308f690b415dfd5cfe6c2cfad3d9dcfa4efa',
  body: `query TeamUser($id: ID!) {
  user(id: $id) {
    ...TeamUser
  }
}

fragment TeamUser on UserRecord {
  id
  username
  displayName
  role
  status
  createdAt
  lastLoginAt
  link {
    purpose
    expiresAt
  }
}`,
}

export const TeamUserSessions: GraphOperation<TeamUserSessionsQuery, TeamUserSessionsQueryVariables> = {
  name: 'TeamUserSessions',
  id: 'c82a35d7e6ce4c5e85097276a133fd236933e5c5efeeb8d9205b48a232c78a34',
  body: `query TeamUserSessions($userId: ID!) {
  userSessions(userId: $userId) {
    id
    address
    browser
    system
    createdAt
    seenAt
    isOwn
  }
}`,
}

export const TeamUsers: GraphOperation<TeamUsersQuery, TeamUsersQueryVariables> = {
  name: 'TeamUsers',
  id: '0d7ffafbc70e5f68487f3b234aa9316b480fbe6129c30218b4cb22b6acba9218',
  body: `query TeamUsers($first: Int!, $after: String, $search: String) {
  users(first: $first, after: $after, search: $search) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      ...TeamUser
    }
  }
}

fragment TeamUser on UserRecord {
  id
  username
  displayName
  role
  status
  createdAt
  lastLoginAt
  link {
    purpose
    expiresAt
  }
}`,
}
