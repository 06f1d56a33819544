import { Currency, Day, Id, Nullable, PageOf, PageQuery, Text } from '@portico/service-contract'
import Type, { type Static } from 'typebox'
import { Amount, Description, Discount, Note, NotNegative, Positive, Zone } from './values.ts'

const DocumentKind = Type.Enum(['ORDER', 'CREDIT_NOTE'])
export type DocumentKind = Static<typeof DocumentKind>
const DocumentStatus = Type.Enum(['DRAFT', 'CONFIRMED', 'SHIPPED', 'CLOSED', 'CANCELLED'])
export type DocumentStatus = Static<typeof DocumentStatus>
const DocumentAction = Type.Enum(['EDIT', 'CONFIRM', 'SHIP', 'UNDO_SHIPMENT', 'CLOSE', 'CANCEL', 'CREDIT'])
export type DocumentAction = Static<typeof DocumentAction>

/** `total` is decimal text, negative for a credit note; `orderedAt` an ISO instant. */
export const OrderSchema = Type.Object({
  id: Text,
  kind: DocumentKind,
  number: Text,
  status: DocumentStatus,
  customerId: Nullable(Text),
  orderedAt: Text,
  note: Nullable(Text),
  deliveryNote: Type.Optional(Nullable(Text)),
  currency: Text,
  total: Text,
  lineCount: Type.Integer(),
  creditOfId: Nullable(Text),
  isImported: Type.Boolean(),
  allowedActions: Type.Array(DocumentAction),
  version: Type.Integer(),
  waitingDays: Type.Optional(
    Nullable(
      Type.Integer({
        minimum: 0,
        description:
          'Whole days since it was ordered; null unless it is confirmed and waits to be shipped. Only where the feature waiting-days is on.',
      }),
    ),
  ),
})
export type Order = Static<typeof OrderSchema>

/** `discount` 0.15 is fifteen per cent. Quantities of a credit note are negative. */
export const LineSchema = Type.Object({
  id: Text,
  orderId: Text,
  position: Type.Integer(),
  productId: Nullable(Text),
  description: Text,
  quantity: Text,
  unitPrice: Text,
  discount: Text,
  amount: Text,
  left: Type.String({ description: 'Of the quantity, what no credit note has credited yet.' }),
})
export type OrderLine = Static<typeof LineSchema>

/** What a person writes on an order besides its customer and lines. Null and empty are none; what is left out is none on a new order and stays on a changed one. */
const texts = {
  note: Type.Optional(Nullable(Note)),
  deliveryNote: Type.Optional(
    Nullable(
      Type.String({ maxLength: 500, description: 'For who delivers, such as where to leave the goods.' }),
    ),
  ),
}
/** Names one of the texts; each part of the product that has to know them is typed by it. */
export type OrderText = keyof typeof texts

const MAX_LINES = 500

/** What a person writes. Null and left out are the same but for texts; decimals are text. A line without a description has its product's name. */
export const OrderInput = Type.Object({
  customerId: Type.Optional(Nullable(Id)),
  ...texts,
  currency: Currency,
  lines: Type.Array(
    Type.Object({
      productId: Id,
      description: Type.Optional(Nullable(Description)),
      quantity: Positive,
      unitPrice: NotNegative,
      discount: Type.Optional(Nullable(Discount)),
    }),
    { minItems: 1, maxItems: MAX_LINES },
  ),
})
export type OrderInput = Static<typeof OrderInput>

export const CreditInput = Type.Object({
  lines: Type.Array(Type.Object({ lineId: Id, quantity: Positive }), { minItems: 1, maxItems: MAX_LINES }),
  note: Type.Optional(Nullable(Note)),
  restock: Type.Optional(Type.Boolean({ description: 'The goods come back to stock.' })),
})
export type CreditInput = Static<typeof CreditInput>

/** Null, as callers send that accept nothing. */
export const ConfirmInput = Nullable(
  Type.Object({
    acceptShortage: Type.Optional(
      Type.Boolean({ description: 'A person has seen what goes below zero, where the rules ask for that.' }),
    ),
  }),
)

/** What narrows the list of orders, and its export. */
export const OrderFilter = Type.Object({
  kind: Type.Optional(DocumentKind),
  status: Type.Optional(Type.String({ maxLength: 100, description: 'Statuses separated by commas.' })),
  customerId: Type.Optional(Id),
  search: Type.Optional(Type.String({ maxLength: 200 })),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  timeZone: Type.Optional(Zone),
})
export type OrderFilter = Static<typeof OrderFilter>

export const OrderQuery = Type.Interface([PageQuery, OrderFilter], {
  sort: Type.Optional(Type.String({ maxLength: 20 })),
  countTo: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 10_000,
      description:
        'Documents that are looked at one by one for a text are counted no further; left out: to the end.',
    }),
  ),
})

const Tally = Type.Object({ count: Type.Integer(), amount: Text })
export type DocumentTally = Static<typeof Tally>

export const OrderPage = Type.Interface([PageOf(OrderSchema)], {
  isCapped: Type.Optional(
    Type.Boolean({
      description:
        'There are more than `totalCount`, which is `countTo`; amounts and sums are of a part of them.',
    }),
  ),
  totalAmount: Text,
  sums: Type.Object(
    { orders: Tally, creditNotes: Tally, drafts: Tally, cancelled: Tally },
    { description: 'Over the whole filter. Orders and credit notes are those that are sales.' },
  ),
})
export type OrderPage = Static<typeof OrderPage>

/** The source of documents written here. */
export const OWN_SOURCE = 'portico'
const MAX_DOCUMENTS = 1000
const MAX_DOCUMENT_LINES = 5000

/** A document of the past, with its own number and date. */
const PastDocument = Type.Object({
  source: Type.String({
    pattern: `^(?!${OWN_SOURCE}$)[a-z][a-z0-9-]{0,31}$`,
    description: 'Where the number is from; not our own, which are given one by one.',
  }),
  number: Type.String({ minLength: 1, maxLength: 64 }),
  kind: DocumentKind,
  orderedAt: Type.String({
    pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)$',
  }),
  customerId: Type.Optional(Nullable(Id)),
  currency: Currency,
  ...texts,
  lines: Type.Array(
    Type.Object({
      productId: Type.Optional(Nullable(Id)),
      description: Description,
      quantity: Amount,
      unitPrice: Amount,
      discount: Type.Optional(Nullable(Discount)),
    }),
    { minItems: 1, maxItems: MAX_DOCUMENT_LINES },
  ),
})
export type PastDocument = Static<typeof PastDocument>

export const PastDocuments = Type.Object({
  documents: Type.Array(PastDocument, { minItems: 1, maxItems: MAX_DOCUMENTS }),
})

/** `isCreated` false: a document of this source and number was there; nothing was changed. */
export const WrittenDocument = Type.Object({
  source: Text,
  number: Text,
  id: Text,
  isCreated: Type.Boolean(),
})
export type WrittenDocument = Static<typeof WrittenDocument>
