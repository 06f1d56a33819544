import Type, { type Static } from 'typebox'
import { nullable, pageOf } from '../shared/page.ts'

const Int = Type.Integer()
const Text = Type.String()

const Field = Type.Enum([
  'DOCUMENT_NUMBER',
  'PRODUCT_CODE',
  'DESCRIPTION',
  'QUANTITY',
  'UNIT_PRICE',
  'DISCOUNT',
  'DATE',
  'TIME',
  'CUSTOMER_CODE',
  'CUSTOMER_NAME',
  'COUNTRY',
  'LINE_TOTAL',
  'CURRENCY',
  'STATUS',
  'CANCELLED_AT',
  'TIME_ZONE',
  'DOCUMENT_KIND',
])

const MappedColumn = Type.Object({
  field: Field,
  column: Int,
  dateFormat: Type.Optional(nullable(Text)),
  timeZone: Type.Optional(nullable(Text)),
  decimalMark: Type.Optional(nullable(Text)),
  discountUnit: Type.Optional(nullable(Type.Enum(['SHARE', 'PERCENT', 'AMOUNT']))),
})

const Mapping = Type.Object({
  columns: Type.Array(MappedColumn),
  dateFormat: Text,
  timeZone: Text,
  decimalMark: Text,
})

const Problem = Type.Object({
  row: Int,
  field: nullable(Field),
  code: Text,
  message: Text,
  value: nullable(Text),
})

const Progress = Type.Object({
  rowsTotal: Int,
  rowsDone: Int,
  documentsCreated: Int,
  documentsRecognised: Int,
  documentsSkipped: Int,
  documentsReplaced: Int,
  rowsRejected: Int,
  productsCreated: Int,
  customersCreated: Int,
})

const Sum = Type.Object({
  currency: Text,
  outcome: Type.Enum(['FILE', 'CREATED', 'RECOGNISED', 'REPLACED', 'SKIPPED', 'HELD_BACK']),
  documents: Int,
  rows: Int,
  unreadRows: Int,
  amount: Text,
})

const FileRow = Type.Object({ line: Int, cells: Type.Array(Text) })

const Reading = Type.Object({
  kind: Type.Enum(['TEXT', 'WORKBOOK']),
  sheets: Type.Array(Text),
  sheet: nullable(Text),
  encoding: Text,
  encodingConfidence: Type.Number(),
  encodings: Type.Array(
    Type.Object({ encoding: Text, confidence: Type.Number(), examples: Type.Array(Text) }),
  ),
  delimiter: Text,
  quotes: Type.Enum(['WRAP', 'TEXT']),
  headerLine: Int,
  trailingRows: Int,
  head: Type.Array(FileRow),
  tail: Type.Array(FileRow),
})

const Facts = Type.Array(Type.Object({ name: Text, value: Text }))
const Example = Type.Object({ raw: Text, read: nullable(Text) })

const Doubt = Type.Object({
  id: Text,
  code: Type.Enum([
    'ENCODING_UNSURE',
    'DELIMITER_UNSURE',
    'QUOTE_OPEN',
    'HEADER_LINE_UNSURE',
    'COLUMN_GUESSED',
    'COLUMN_DOUBLED',
    'DECIMAL_MARK_AMBIGUOUS',
    'DATE_ORDER_AMBIGUOUS',
    'DISCOUNT_UNIT_AMBIGUOUS',
    'CURRENCY_OTHER',
    'STATUS_NOT_SALE',
    'TIME_ZONE_UNKNOWN',
    'NUMBER_REUSED',
    'NUMBER_CONFLICT',
  ]),
  field: nullable(Field),
  column: nullable(Int),
  message: Text,
  facts: Facts,
  choices: Type.Array(Type.Object({ id: Text, message: Text, examples: Type.Array(Example) })),
  proposed: nullable(Text),
  chosen: nullable(Text),
  chosenBy: nullable(Type.Enum(['PERSON', 'REMEMBERED', 'RULE'])),
})

const ConflictVersion = Type.Object({
  line: nullable(Int),
  orderId: nullable(Text),
  orderedAt: nullable(Text),
  customer: nullable(Text),
  lineCount: Int,
  total: Text,
})

const PreviewRow = Type.Object({
  line: Int,
  cells: Type.Array(Text),
  values: Type.Array(Type.Object({ field: Field, value: nullable(Text) })),
  problem: nullable(Problem),
})

export const ImportJobShape = Type.Object({
  id: Text,
  fileName: Text,
  fileSize: Int,
  status: Type.Enum(['UPLOADED', 'PREVIEWED', 'QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED']),
  createdAt: Text,
  startedAt: nullable(Text),
  finishedAt: nullable(Text),
  columns: Type.Array(Type.Object({ index: Int, header: Text, suggested: nullable(Field) })),
  sample: Type.Array(Type.Array(Text)),
  reading: Reading,
  mapping: nullable(Mapping),
  preview: Type.Array(PreviewRow),
  doubts: Type.Array(Doubt),
  assumptions: Type.Array(Type.Object({ code: Text, field: nullable(Field), message: Text, facts: Facts })),
  normalisations: Type.Array(
    Type.Object({ code: Text, field: nullable(Field), count: Int, example: nullable(Example) }),
  ),
  conflicts: Type.Array(
    Type.Object({
      id: Text,
      choice: Type.Optional(nullable(Text)),
      number: Text,
      isInFile: Type.Boolean(),
      existing: ConflictVersion,
      incoming: ConflictVersion,
    }),
  ),
  conflictCount: Int,
  rowCount: nullable(Int),
  problemCount: nullable(Int),
  problems: Type.Array(Problem),
  progress: Progress,
  /** A version of the service that is still in use may not have it. */
  sums: Type.Optional(Type.Array(Sum)),
  failure: nullable(Type.Object({ code: Text, message: Text })),
  rejectedRows: Int,
})

export type ImportJob = Static<typeof ImportJobShape>

export const ImportJobPage = pageOf(ImportJobShape)
