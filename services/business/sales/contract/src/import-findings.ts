import { Count, Nullable, Text } from '@portico/service-contract'
import Type, { type Static } from 'typebox'
import { AnsweredField as Field } from './import-fields.ts'

// What an import reports and is asked to do. The rule behind it: what the file does not say is asked (a doubt), never
// guessed in silence; what is decided without asking is an assumption and shown; what is evened out is a normalisation and counted.

/** Name and value; the page words a message by its code and these. */
const Fact = Type.Object({ name: Text, value: Text })
const Facts = Type.Array(Fact)
export type Fact = Static<typeof Fact>

const Quotes = Type.Enum(['WRAP', 'TEXT'])
export type Quotes = Static<typeof Quotes>

const FileRow = Type.Object({ line: Count, cells: Type.Array(Text) })

const EncodingOption = Type.Object({
  encoding: Text,
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  /** Cells that read differently in other encodings: at most 3. */
  examples: Type.Array(Text),
})
export type EncodingOption = Static<typeof EncodingOption>

/** How the bytes became rows, and what else they could be. */
const ReadingSchema = Type.Object({
  kind: Type.Enum(['TEXT', 'WORKBOOK']),
  sheets: Type.Array(Text),
  sheet: Nullable(Text),
  encoding: Text,
  encodingConfidence: Type.Number({ minimum: 0, maximum: 1 }),
  encodings: Type.Array(EncodingOption),
  delimiter: Text,
  quotes: Quotes,
  /** 1-based line of the file; 0: no line names the columns. */
  headerLine: Count,
  trailingRows: Count,
  /** At most 12 rows, those above the header too. */
  head: Type.Array(FileRow),
  /** At most 3 rows. */
  tail: Type.Array(FileRow),
})
export type Reading = Static<typeof ReadingSchema>

const Optional = {
  sheet: Type.Optional(Nullable(Type.String({ maxLength: 200 }))),
  encoding: Type.Optional(Nullable(Type.String({ maxLength: 40 }))),
  delimiter: Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 1 }))),
  quotes: Type.Optional(Nullable(Quotes)),
  headerLine: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 1000 }))),
  trailingRows: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 1000 }))),
}
/** What is null or left out is found in the file; what is given is not asked about. */
export const ReadingInput = Type.Object(Optional)
export type ReadingInput = Static<typeof ReadingInput>

const DecisionInput = Type.Object({
  doubt: Type.String({ maxLength: 100 }),
  choice: Type.String({ maxLength: 100 }),
})
export type ImportDecision = Static<typeof DecisionInput>
export const Decisions = Type.Array(DecisionInput, { maxItems: 500 })

const Example = Type.Object({ raw: Text, read: Nullable(Text) })
export type Example = Static<typeof Example>

const DoubtCode = Type.Enum([
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
])
export type DoubtCode = Static<typeof DoubtCode>

const Choice = Type.Object({ id: Text, message: Text, examples: Type.Array(Example) })
export type Choice = Static<typeof Choice>

/** Something the file does not say, that changes what is written. */
const DoubtSchema = Type.Object({
  /** The code and, where it is about one, the field: `DECIMAL_MARK_AMBIGUOUS:UNIT_PRICE`. */
  id: Text,
  code: DoubtCode,
  field: Nullable(Field),
  column: Nullable(Count),
  message: Text,
  facts: Facts,
  choices: Type.Array(Choice),
  /** The likeliest choice; null where none is likelier. */
  proposed: Nullable(Text),
  /** Null: open. */
  chosen: Nullable(Text),
  chosenBy: Nullable(Type.Enum(['PERSON', 'REMEMBERED', 'RULE'])),
})
export type Doubt = Static<typeof DoubtSchema>

const AssumptionSchema = Type.Object({ code: Text, field: Nullable(Field), message: Text, facts: Facts })
export type Assumption = Static<typeof AssumptionSchema>

const NormalisationSchema = Type.Object({
  code: Text,
  field: Nullable(Field),
  /** Cells. */
  count: Count,
  example: Nullable(Example),
})
export type Normalisation = Static<typeof NormalisationSchema>

/** `orderId` is null for what is in the file, `line` for what is stored. */
const ConflictVersion = Type.Object({
  line: Nullable(Count),
  orderId: Nullable(Text),
  orderedAt: Nullable(Text),
  customer: Nullable(Text),
  lineCount: Count,
  total: Text,
})
const ConflictSchema = Type.Object({
  /** Names it alone in a decision: `NUMBER_CONFLICT:R1`. */
  id: Text,
  number: Text,
  /** For this one alone; null: as is decided for all. */
  choice: Nullable(Text),
  isInFile: Type.Boolean(),
  existing: ConflictVersion,
  incoming: ConflictVersion,
})
export type Conflict = Static<typeof ConflictSchema>

export const ProblemSchema = Type.Object({
  row: Count,
  field: Nullable(Field),
  code: Text,
  message: Text,
  value: Nullable(Text),
})

const PreviewRowSchema = Type.Object({
  line: Count,
  cells: Type.Array(Text),
  /** Numbers with a dot; dates as local ISO text, or an instant ending in Z. */
  values: Type.Array(Type.Object({ field: Field, value: Nullable(Text) })),
  problem: Nullable(ProblemSchema),
})
export type PreviewRow = Static<typeof PreviewRowSchema>

/** What reading a file found. */
export const FindingsSchema = {
  reading: ReadingSchema,
  preview: Type.Array(PreviewRowSchema),
  doubts: Type.Array(DoubtSchema),
  assumptions: Type.Array(AssumptionSchema),
  normalisations: Type.Array(NormalisationSchema),
  /** At most 200 of `conflictCount`. */
  conflicts: Type.Array(ConflictSchema),
  conflictCount: Count,
}
const FindingsObject = Type.Object(FindingsSchema)
/** Kept with the job as it is shown. */
export type Findings = Static<typeof FindingsObject>

const ImportOutcome = Type.Enum(['FILE', 'CREATED', 'RECOGNISED', 'REPLACED', 'SKIPPED', 'HELD_BACK'])
export type ImportOutcome = Static<typeof ImportOutcome>

/** What the rows of the file come to, and what those of one outcome do. */
export const SumSchema = Type.Object({
  currency: Text,
  outcome: ImportOutcome,
  documents: Count,
  rows: Count,
  unreadRows: Count,
  amount: Text,
})
