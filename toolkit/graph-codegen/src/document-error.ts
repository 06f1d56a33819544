import { type GraphQLError, getLocation } from 'graphql'

/** One thing that is wrong with a `.graphql` document. */
export interface DocumentFault {
  /** As it is called from the folder the command runs in; null where no file is to blame. */
  file: string | null
  line: number
  column: number
  message: string
  /** What to do about it. */
  mend: string
}

/** Documents that cannot be used. The message has one line a fault, `file:line:column message`. */
export class DocumentError extends Error {
  readonly code = 'INVALID_DOCUMENT'
  readonly faults: readonly DocumentFault[]

  constructor(faults: readonly DocumentFault[]) {
    super(faults.map(lineOf).join('\n'))
    this.name = 'DocumentError'
    this.faults = faults
  }

  static from(errors: readonly GraphQLError[]): DocumentError {
    return new DocumentError(errors.map(faultOf))
  }
}

export function lineOf({ file, line, column, message }: DocumentFault): string {
  return file === null ? message : `${file}:${line}:${column} ${message}`
}

function faultOf(error: GraphQLError): DocumentFault {
  const source = error.source ?? error.nodes?.[0]?.loc?.source
  const position = error.positions?.[0] ?? error.nodes?.[0]?.loc?.start
  const { message } = error
  const mend = mendOf(message)
  if (!source || position === undefined) return { file: null, line: 1, column: 1, message, mend }
  return { file: source.name, ...getLocation(source, position), message, mend }
}

const MENDS: readonly (readonly [RegExp, string])[] = [
  [/^Syntax Error/, 'Correct the document at this place.'],
  [/Did you mean/, 'Take the name that is proposed, if it is the one you meant.'],
  [
    /^Cannot query field/,
    'Take the field out, or have the gateway with it shipped first; "portico graph pull" brings its schema.',
  ],
  [/^Unknown (type|argument|directive|fragment)/, 'Correct the name, or take it out.'],
  [/is deprecated/, 'Ask for what stands in its place.'],
  [/must have a selection of subfields/, 'Say in braces which of its fields you want.'],
  [/must not have a selection/, 'Take its braces away: it is a single value.'],
  [/Variable "\$\w+" is never used/, 'Use the variable, or take it out.'],
  [/Variable "\$\w+" is not defined/, 'Declare the variable at the head of the operation.'],
  [
    /used in position expecting type|cannot represent|Expected (value|type)/,
    'Give it the type that the schema says.',
  ],
]

function mendOf(message: string): string {
  return (
    MENDS.find(([pattern]) => pattern.test(message))?.[1] ??
    'Change the document so that the schema answers it.'
  )
}
