import { Growing, Nullable, Text } from '@portico/service-contract'
import Type, { type Static } from 'typebox'

const MaybeText = Nullable(Text)

/** What of an order an edit can change. */
export const ChangeField = Type.Enum([
  'CUSTOMER',
  'NOTE',
  'DELIVERY_NOTE',
  'LINE',
  'QUANTITY',
  'UNIT_PRICE',
  'DISCOUNT',
  'TOTAL',
  'RESTOCK',
])
export type ChangeField = Static<typeof ChangeField>

/**
 * One value before and after an edit, as text: an id for CUSTOMER, decimal text for numbers. Null is "none": a LINE that
 * was added has no `before`, one that was removed no `after`; its values are the quantities. `item` is the description of the line it is about.
 */
export const ChangeSchema = Type.Object({
  field: Growing(ChangeField),
  item: MaybeText,
  before: MaybeText,
  after: MaybeText,
})
export type Change = Static<typeof ChangeSchema>

/**
 * One thing that was done to a document, `at` an ISO instant. `userId` null: no person, such as the job of an import.
 * `changes`: what was edited, else empty. `creditNoteId`: the credit note that CREDIT made.
 */
export const ActivitySchema = Type.Object({
  id: Text,
  at: Text,
  userId: MaybeText,
  action: Type.Enum([
    'CREATE',
    'IMPORT',
    'EDIT',
    'CONFIRM',
    'SHIP',
    'UNDO_SHIPMENT',
    'CLOSE',
    'CANCEL',
    'CREDIT',
  ]),
  changes: Type.Array(ChangeSchema),
  creditNoteId: MaybeText,
})
export type Activity = Static<typeof ActivitySchema>
