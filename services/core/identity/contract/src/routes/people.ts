import {
  BatchBody,
  defineRoutes,
  IdParams,
  ItemsOf,
  PageOf,
  TableQuery,
  VersionHeaders,
} from '@portico/service-contract'
import Type from 'typebox'
import { AuditEntry, AuditExportQuery, AuditQuery } from '../shapes/audit.ts'
import { Role, RoleList, WantedRole } from '../shapes/roles.ts'
import * as user from '../shapes/users.ts'

const done = { 204: Type.Null() }
const changed = { params: IdParams, response: { 200: user.UserRecord } }

/** What those ask and do who administer the people of a tenant. */
export const peopleRoutes = defineRoutes({
  readUsers: {
    method: 'POST',
    url: '/users/batch',
    schema: { body: BatchBody, response: { 200: ItemsOf(user.User) } },
    isRead: true,
  },
  listUsers: {
    method: 'GET',
    url: '/users',
    schema: { querystring: user.UserQuery, response: { 200: user.UserPage } },
  },
  exportUsers: { method: 'GET', url: '/users/export', schema: { querystring: user.UserExportQuery } },
  getUser: { method: 'GET', url: '/users/:id', schema: changed },
  inviteUser: {
    method: 'POST',
    url: '/users',
    schema: { body: user.NewUser, response: { 201: user.Invited } },
  },
  changeUser: { method: 'PATCH', url: '/users/:id', schema: { ...changed, body: user.UserChanges } },
  lockUser: { method: 'POST', url: '/users/:id/lock', schema: changed },
  unlockUser: { method: 'POST', url: '/users/:id/unlock', schema: changed },
  removeUser: { method: 'DELETE', url: '/users/:id', schema: { params: IdParams, response: done } },
  makeLink: {
    method: 'POST',
    url: '/users/:id/link',
    schema: { params: IdParams, response: { 201: user.MadeLink } },
  },
  revokeLink: { method: 'DELETE', url: '/users/:id/link', schema: changed },
  resetSecondFactor: {
    method: 'DELETE',
    url: '/users/:id/second-factor',
    schema: { params: IdParams, response: done },
  },
  listRoles: { method: 'GET', url: '/roles', schema: { response: { 200: RoleList } } },
  exportRoles: { method: 'GET', url: '/roles/export', schema: { querystring: TableQuery } },
  createRole: { method: 'POST', url: '/roles', schema: { body: WantedRole, response: { 201: Role } } },
  changeRole: {
    method: 'PUT',
    url: '/roles/:id',
    schema: { params: IdParams, headers: VersionHeaders, body: WantedRole, response: { 200: Role } },
  },
  removeRole: { method: 'DELETE', url: '/roles/:id', schema: { params: IdParams, response: done } },
  listAudit: {
    method: 'GET',
    url: '/audit',
    schema: { querystring: AuditQuery, response: { 200: PageOf(AuditEntry) } },
  },
  exportAudit: { method: 'GET', url: '/audit/export', schema: { querystring: AuditExportQuery } },
})
