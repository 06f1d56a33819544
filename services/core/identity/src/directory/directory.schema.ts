import { Id, PageOf, PageQuery } from '@portico/service-kit'
import Type, { type Static } from 'typebox'
import { TENANT_KINDS } from '../roles/permissions.ts'

const MAX_SEARCH = 100

export const DirectoryQuery = Type.Object({
  ...PageQuery.properties,
  /** Part of name, slug or id, in any case. */
  search: Type.Optional(Type.String({ maxLength: MAX_SEARCH })),
  plan: Type.Optional(Type.String({ maxLength: 64 })),
  region: Type.Optional(Type.String({ maxLength: 64 })),
})
export type DirectoryQuery = Static<typeof DirectoryQuery>

/** What operators may know of a tenant. Plan and region are left out where they are not known. */
export const DirectoryEntry = Type.Object({
  id: Id,
  slug: Type.String(),
  name: Type.String(),
  kind: Type.Enum([...TENANT_KINDS]),
  plan: Type.Optional(Type.String()),
  region: Type.Optional(Type.String()),
  createdAt: Type.String({ format: 'date-time' }),
})
export type DirectoryEntry = Static<typeof DirectoryEntry>

export const DirectoryPage = PageOf(DirectoryEntry)

export const DirectoryDetail = Type.Object({
  ...DirectoryEntry.properties,
  currency: Type.String(),
  timeZone: Type.String(),
  /** Those who can log in: joined, neither locked nor removed. */
  activeUserCount: Type.Integer(),
})
export type DirectoryDetail = Static<typeof DirectoryDetail>

/** A tenant's id or its slug. */
export const TenantRef = Type.Object({ ref: Id })
