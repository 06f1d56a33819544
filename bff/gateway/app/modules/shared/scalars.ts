import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql'

/** Digits as the services take them: 15 before the point, 6 after it. */
const DECIMAL = /^-?\d{1,15}(\.\d{1,6})?$/
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/
const DAY = /^\d{4}-\d{2}-\d{2}$/

export const Decimal = textScalar('Decimal', 'a decimal number as a string, such as "12.50"', text =>
  DECIMAL.test(text),
)

export const DateTime = textScalar(
  'DateTime',
  'an instant such as "2010-12-01T08:26:00.000Z"',
  text => INSTANT.test(text) && !Number.isNaN(Date.parse(text)),
)

export const Day = textScalar(
  'Date',
  'a day such as "2010-12-01"',
  text => DAY.test(text) && isCalendarDay(text),
)

/** February 30 parses, and comes back as another day. */
function isCalendarDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** A scalar that is text both ways; `isValid` is asked of what clients send. */
function textScalar(
  name: string,
  expected: string,
  isValid: (text: string) => boolean,
): GraphQLScalarType<string, string> {
  const parseValue = (value: unknown): string => {
    if (typeof value === 'string' && isValid(value)) return value
    throw new GraphQLError(`${name} must be ${expected}.`)
  }
  return new GraphQLScalarType({
    name,
    serialize: value => String(value),
    parseValue,
    parseLiteral: (node: ValueNode) => parseValue(node.kind === Kind.STRING ? node.value : null),
  })
}
