import { createHash } from 'node:crypto'
import { type DocumentNode, type GraphQLSchema, Kind } from 'graphql'
import { stringify } from 'yaml'
import { type CaseOfFile, MAX_ANSWERS, MAX_CASES } from '../format/mock-file.ts'
import { type KeepRules, maskCall } from '../masking/mask-call.ts'
import type { Pseudonyms } from '../masking/pseudonyms.ts'

export interface CallRecordingOptions {
  /** Name of the provider that the file will be. */
  provider: string
  schema: GraphQLSchema
  keep: KeepRules
  pseudonyms: Pseudonyms
}

/** A call and its answer, as the browser and the gateway see them. */
export interface AnsweredCall {
  document: DocumentNode
  operationName: string
  variables: Readonly<Record<string, unknown>>
  data: unknown
  errors?: readonly { extensions?: { code?: unknown } }[]
}

type Answers = NonNullable<CaseOfFile['answers']>

interface RecordedCase {
  operation: string
  /** By path; every variable of the operation is among them. */
  variables: Map<string, string | number | boolean | null>
  answers: Answers
}

/**
 * Collects calls of one session, masked as they come, and writes them as a file of mocks: what was answered one after the other
 * to the same call is answered so again. Headers, cookies, messages of errors and what the document does not ask for are never in it.
 */
export class CallRecording {
  readonly #options: CallRecordingOptions
  readonly #cases = new Map<string, RecordedCase>()
  #leftOut = 0

  constructor(options: CallRecordingOptions) {
    this.#options = options
  }

  get size(): number {
    return [...this.#cases.values()].reduce((sum, { answers }) => sum + answers.length, 0)
  }

  /** Calls for which the file has no room. */
  get leftOut(): number {
    return this.#leftOut
  }

  add(call: AnsweredCall): void {
    const { variables, data } = maskCall(call, this.#options)
    const flat = new Map([...namesOf(call), ...flatten(variables)])
    const key = `${call.operationName} ${JSON.stringify([...flat].sort())}`
    const known = this.#cases.get(key) ?? { operation: call.operationName, variables: flat, answers: [] }
    const isFull =
      known.answers.length === MAX_ANSWERS || (known.answers.length === 0 && this.#cases.size === MAX_CASES)
    if (isFull) {
      this.#leftOut += 1
      return
    }
    known.answers.push({ data, ...(call.errors?.length && { errors: call.errors.map(toFault) }) })
    this.#cases.set(key, known)
  }

  /** Of the whole file; the same calls give the same text. */
  toYaml(): string {
    const cases = [...this.#cases].map(([key, recorded]) => this.#caseOf(key, recorded))
    return stringify(
      { provider: this.#options.provider, cases },
      { lineWidth: 120, aliasDuplicateObjects: false },
    )
  }

  #caseOf(key: string, { operation, variables, answers }: RecordedCase): CaseOfFile {
    const same = [...this.#cases.values()].filter(each => each.operation === operation)
    // A path that another call has and this one lacks parts the two.
    const all = [...new Set(same.flatMap(each => [...each.variables.keys()]))].sort()
    const paths = all.filter(path => !all.some(other => other.startsWith(`${path}.`)))
    const when = Object.fromEntries(paths.map(path => [path, variables.get(path) ?? null]))
    const hash = createHash('sha256').update(key).digest('hex').slice(0, 10)
    return {
      id: `${operation.replace(/[^A-Za-z0-9]+/g, '-').toLowerCase()}-${hash}`,
      operation,
      ...(paths.length > 0 && { when }),
      ...(answers.length === 1 ? { answer: answers[0] } : { answers: withoutRepeatedEnd(answers) }),
    }
  }
}

/** Those that the operation declares, left out. */
function namesOf({ document, operationName }: AnsweredCall): [string, null][] {
  return document.definitions.flatMap(each =>
    each.kind === Kind.OPERATION_DEFINITION && each.name?.value === operationName
      ? (each.variableDefinitions ?? []).map(({ variable }): [string, null] => [variable.name.value, null])
      : [],
  )
}

/** By path, as cases name them. */
function flatten(variables: Readonly<Record<string, unknown>>): [string, string | number | boolean | null][] {
  return Object.entries(variables).flatMap(([name, value]): [string, string | number | boolean | null][] => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return [[name, value]]
    if (typeof value !== 'object' || value === null) return [[name, null]]
    return flatten(value as Record<string, unknown>).map(([below, leaf]) => [`${name}.${below}`, leaf])
  })
}

/** The message may quote what was sent. */
function toFault({ extensions }: { extensions?: { code?: unknown } }) {
  const code = typeof extensions?.code === 'string' ? extensions.code : 'UNKNOWN'
  return { message: code, code }
}

/** The last answer is given from then on. */
function withoutRepeatedEnd(answers: Answers): Answers {
  const texts = answers.map(answer => JSON.stringify(answer))
  const last = texts.findLastIndex(text => text !== texts.at(-1))
  return answers.slice(0, last + 2)
}
