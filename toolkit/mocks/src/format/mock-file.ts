import Type, { type Static } from 'typebox'

const MAX_DELAY_MS = 60_000
export const MAX_CASES = 1000
/** Of one case, one after the other. */
export const MAX_ANSWERS = 100
const CLOSED = { additionalProperties: false }
const Name = Type.String({ minLength: 1, maxLength: 200 })
const Script = Type.String({ minLength: 1, maxLength: 10_000 })

/** `null` matches a variable that is null or left out. Both ends of a range count; one may be null, for none. */
const Matcher = Type.Union([
  Type.String(),
  Type.Number(),
  Type.Boolean(),
  Type.Null(),
  Type.Object({ glob: Name }, CLOSED),
  Type.Object(
    {
      range: Type.Tuple([
        Type.Union([Type.Number(), Type.String(), Type.Null()]),
        Type.Union([Type.Number(), Type.String(), Type.Null()]),
      ]),
    },
    CLOSED,
  ),
])

const Fault = Type.Object(
  {
    message: Name,
    code: Name,
    path: Type.Optional(Type.Array(Type.Union([Type.String(), Type.Integer()]))),
  },
  CLOSED,
)

/** `script` computes the data, by JSONata; `status` is of a service's HTTP answer. */
const CaseAnswer = Type.Object(
  {
    data: Type.Optional(Type.Unknown()),
    script: Type.Optional(Script),
    errors: Type.Optional(Type.Array(Fault, { minItems: 1 })),
    status: Type.Optional(Type.Integer({ minimum: 100, maximum: 599 })),
  },
  CLOSED,
)

/** One step of a JSON Patch (RFC 6902). */
const PatchStep = Type.Union([
  Type.Object(
    {
      op: Type.Union([Type.Literal('add'), Type.Literal('replace'), Type.Literal('test')]),
      path: Type.String(),
      value: Type.Unknown(),
    },
    CLOSED,
  ),
  Type.Object({ op: Type.Literal('remove'), path: Type.String() }, CLOSED),
  Type.Object(
    {
      op: Type.Union([Type.Literal('move'), Type.Literal('copy')]),
      from: Type.String(),
      path: Type.String(),
    },
    CLOSED,
  ),
])

const Change = {
  priority: Type.Optional(Type.Integer({ minimum: -1000, maximum: 1000 })),
  delayMs: Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_DELAY_MS })),
  /** Several: one a call, the last one from then on. */
  answers: Type.Optional(Type.Array(CaseAnswer, { minItems: 1, maxItems: MAX_ANSWERS })),
  answer: Type.Optional(CaseAnswer),
  /** Of the live answer. */
  patch: Type.Optional(Type.Array(PatchStep, { minItems: 1, maxItems: 100 })),
}

const Case = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,99}$' }),
    /** Name of a GraphQL operation, or method and path of a service: `GET /stocks`. */
    operation: Name,
    /** By variable; `filter.status` is a field of one. */
    when: Type.Optional(Type.Record(Type.String(), Matcher)),
    /** JSONata over `variables` and `app`; the case matches where it is true. */
    script: Type.Optional(Script),
    /** Range of versions of the calling app, as npm writes them. */
    versions: Type.Optional(Name),
    /** `is`: matches only then. `becomes`: is so from this answer on. The state is the provider's, from '' on. */
    state: Type.Optional(
      Type.Object({ is: Type.Optional(Type.String()), becomes: Type.Optional(Type.String()) }, CLOSED),
    ),
    ...Change,
  },
  CLOSED,
)

export const MockFile = Type.Object(
  {
    /** Name of the team's mocks, one file each. */
    provider: Type.String({ pattern: '^[a-z][a-z0-9-]{0,49}$' }),
    cases: Type.Array(Case, { maxItems: MAX_CASES }),
  },
  CLOSED,
)

/** Of a consumer: changes cases of providers, by `provider/id`. */
export const OverrideFile = Type.Object(
  {
    overrides: Type.Record(
      Type.String(),
      Type.Object({ ...Change, isOff: Type.Optional(Type.Boolean()) }, CLOSED),
    ),
  },
  CLOSED,
)

export type Matcher = Static<typeof Matcher>
export type CaseAnswer = Static<typeof CaseAnswer>
export type PatchStep = Static<typeof PatchStep>
export type CaseOfFile = Static<typeof Case>
export type MockFile = Static<typeof MockFile>
export type OverrideFile = Static<typeof OverrideFile>
