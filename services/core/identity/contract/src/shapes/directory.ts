import { Id, Nullable, PageOf, PageQuery } from '@portico/service-contract'
import Type, { type Static } from 'typebox'
import { TENANT_KINDS } from './tenant-kinds.ts'

const MAX_SEARCH = 100
/** As many as a page holds. */
const MAX_IDS = 200
const MAX_ID = 128
/** Of one question: pages of a million tenants are many enough. */
const MAX_AT_ONCE = 20_000

export const DirectoryQuery = Type.Object({
  ...PageQuery.properties,
  search: Type.Optional(
    Type.String({ maxLength: MAX_SEARCH, description: 'Part of name, slug or id, in any case.' }),
  ),
  plan: Type.Optional(Type.String({ maxLength: 64 })),
  region: Type.Optional(Type.String({ maxLength: 64 })),
  ids: Type.Optional(
    Type.String({
      maxLength: MAX_IDS * (MAX_ID + 1),
      description: 'Separated by commas: only these, as far as they are there.',
    }),
  ),
})
export type DirectoryQuery = Static<typeof DirectoryQuery>

/** What operators may know of a tenant. Plan and region are left out where they are not known. */
export const DirectoryEntry = Type.Object({
  id: Type.String(),
  slug: Type.String(),
  name: Type.String(),
  kind: Type.Enum([...TENANT_KINDS]),
  plan: Type.Optional(Type.String()),
  region: Type.Optional(Type.String()),
  createdAt: Type.String(),
})
export type DirectoryEntry = Static<typeof DirectoryEntry>

export const DirectoryPage = PageOf(DirectoryEntry)

export const DirectoryDetail = Type.Object({
  ...DirectoryEntry.properties,
  currency: Type.String(),
  timeZone: Type.String(),
  activeUserCount: Type.Integer({ description: 'Those who can log in: joined, neither locked nor removed.' }),
})
export type DirectoryDetail = Static<typeof DirectoryDetail>

/** A tenant's id or its slug. */
export const TenantRef = Type.Object({ ref: Id })

export const FactsQuery = Type.Object({
  first: Type.Integer({ minimum: 1, maximum: MAX_AT_ONCE }),
  after: Type.Optional(Type.String({ maxLength: MAX_ID, description: 'The id before the page.' })),
})

/** What a release decides by, of every tenant in the order of ids. */
export const DirectoryFacts = Type.Object({
  id: Type.String(),
  slug: Type.String(),
  plan: Nullable(Type.String()),
  region: Nullable(Type.String()),
  createdAt: Type.String(),
  kind: Type.Optional(Type.Enum([...TENANT_KINDS])),
})
export type DirectoryFacts = Static<typeof DirectoryFacts>

export const TenantRefs = Type.Object({
  refs: Type.Array(Type.String({ minLength: 1, maxLength: MAX_ID }), { maxItems: MAX_AT_ONCE }),
})
/** `ref` as it was asked; one that names no tenant is not among them. */
export const NamedTenant = Type.Object({
  ref: Type.String(),
  id: Type.String(),
  kind: Type.Optional(Type.Enum([...TENANT_KINDS])),
})
