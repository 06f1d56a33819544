import { BatchBody, defineRoutes, IdParams, ItemsOf } from '@portico/service-contract'
import Type from 'typebox'
import * as directory from '../shapes/directory.ts'
import { AddedPermissions } from '../shapes/permissions.ts'
import { FirstOwner, Tenant, WantedOwner, WantedTenant } from '../shapes/tenants.ts'

/** Tenants, as they are asked for by themselves, made by the platform and looked up by its operators. */
export const tenantRoutes = defineRoutes({
  readTenants: {
    method: 'POST',
    url: '/tenants/batch',
    schema: { body: BatchBody, response: { 200: ItemsOf(Tenant) } },
    isRead: true,
  },
  getTenant: {
    method: 'GET',
    url: '/tenants/:id',
    schema: { params: IdParams, response: { 200: Tenant } },
  },
  putTenant: {
    method: 'PUT',
    url: '/tenants/:id',
    schema: { params: IdParams, body: WantedTenant, response: { 200: Tenant } },
  },
  putAddedPermissions: {
    method: 'PUT',
    url: '/added-permissions',
    schema: { body: AddedPermissions, response: { 204: Type.Null() } },
  },
  openFirstOwner: {
    method: 'POST',
    url: '/tenants/:id/first-owner',
    schema: { params: IdParams, body: WantedOwner, response: { 200: FirstOwner } },
  },
  listDirectory: {
    method: 'GET',
    url: '/directory',
    schema: { querystring: directory.DirectoryQuery, response: { 200: directory.DirectoryPage } },
  },
  listTenantFacts: {
    method: 'GET',
    url: '/directory-facts',
    schema: { querystring: directory.FactsQuery, response: { 200: ItemsOf(directory.DirectoryFacts) } },
  },
  nameTenants: {
    method: 'POST',
    url: '/directory-named',
    schema: { body: directory.TenantRefs, response: { 200: ItemsOf(directory.NamedTenant) } },
    isRead: true,
  },
  getDirectoryEntry: {
    method: 'GET',
    url: '/directory/:ref',
    schema: { params: directory.TenantRef, response: { 200: directory.DirectoryDetail } },
  },
})
