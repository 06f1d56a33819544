import Type, { type Static, type TObject } from 'typebox'
import type { Route } from './contract.ts'
import { IdempotencyHeaders, VersionHeaders } from './headers.ts'
import { BatchBody, IdParams, ItemsOf, MAX_BATCH } from './schemas.ts'

/** What `ensure` found or made of one code. */
export const Ensured = Type.Object({ code: Type.String(), id: Type.String(), isCreated: Type.Boolean() })
export type Ensured = Static<typeof Ensured>

interface EntitySchemas<
  Item extends TObject,
  New extends TObject,
  Wanted extends TObject,
  Changes extends TObject,
> {
  item: Item
  created: New
  /** Known by its code, made where it is missing. */
  wanted: Wanted
  /** What is left out stays, null empties. */
  changes: Changes
}

/** The routes that entities have in common, under `/<plural>`; a service gives them to `addEntityRoutes` of the kit. */
export function entityRoutes<
  Item extends TObject,
  New extends TObject,
  Wanted extends TObject,
  Changes extends TObject,
>(plural: string, { item, created, wanted, changes }: EntitySchemas<Item, New, Wanted, Changes>) {
  const base = `/${plural}`
  const items = Type.Array(wanted, { minItems: 1, maxItems: MAX_BATCH })
  return {
    get: { method: 'GET', url: `${base}/:id`, schema: { params: IdParams, response: { 200: item } } },
    read: {
      method: 'POST',
      url: `${base}/batch`,
      schema: { body: BatchBody, response: { 200: ItemsOf(item) } },
      isRead: true,
    },
    create: {
      method: 'POST',
      url: base,
      schema: { headers: IdempotencyHeaders, body: created, response: { 201: item } },
    },
    ensure: {
      method: 'POST',
      url: `${base}/ensure`,
      schema: {
        headers: IdempotencyHeaders,
        body: Type.Object({ items }),
        response: { 200: ItemsOf(Ensured) },
      },
    },
    update: {
      method: 'PATCH',
      url: `${base}/:id`,
      schema: { headers: VersionHeaders, params: IdParams, body: changes, response: { 200: item } },
    },
  } as const satisfies Record<string, Route>
}
