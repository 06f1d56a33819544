import { Id, PageOf, PageQuery } from '@portico/service-kit'
import Type, { type Static } from 'typebox'
import { TENANT_KINDS } from '../roles/permissions.ts'

const MAX_SEARCH = 100
/** As many as a page holds. */
const MAX_IDS = 200
const MAX_ID = 128

export const DirectoryQuery = Type.Object({
  ...PageQuery.properties,
  /** Part of name, slug or id, in any case. */
  search: Type.Optional(Type.String({ maxLength: MAX_SEARCH })),
  plan: Type.Optional(Type.String({ maxLength: 64 })),
  region: Type.Optional(Type.String({ maxLength: 64 })),
  /** Separated by commas: only these, as far as they are there. */
  ids: Type.Optional(Type.String({ maxLength: MAX_IDS * (MAX_ID + 1) })),
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

/** Of one question: pages of a million tenants are many enough. */
const MAX_AT_ONCE = 20_000

export const FactsQuery = Type.Object({
  first: Type.Integer({ minimum: 1, maximum: MAX_AT_ONCE }),
  /** The id before the page. */
  after: Type.Optional(Type.String({ maxLength: 128 })),
})
const Fact = Type.Union([Type.String(), Type.Null()])
/** What a release decides by, of every tenant in the order of ids. */
export const FactsPage = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Id,
      slug: Type.String(),
      plan: Fact,
      region: Fact,
      createdAt: Type.String({ format: 'date-time' }),
    }),
  ),
})

/** As many names of 128 characters as there may be, quoted. */
export const NAMED_BODY_LIMIT = 4 * 1024 * 1024
export const RefsBody = Type.Object({
  refs: Type.Array(Type.String({ minLength: 1, maxLength: 128 }), { maxItems: MAX_AT_ONCE }),
})
/** `ref` as it was asked; one that names no tenant is not among them. */
export const NamedTenants = Type.Object({ items: Type.Array(Type.Object({ ref: Type.String(), id: Id })) })
