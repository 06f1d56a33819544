import { type DocumentNode, type GraphQLSchema, Kind } from 'graphql'
import type { KeepRules } from '../masking/keep-rules.ts'
import { maskCall } from '../masking/mask-call.ts'
import type { Pseudonyms } from '../masking/pseudonyms.ts'
import { faultCodeOf } from './fault-code.ts'
import { RecordedCases } from './recorded-cases.ts'

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

/**
 * Collects calls of the graph, masked as they come, and writes them as a file of mocks. Headers, cookies, messages of errors and what
 * the document does not ask for are never in it.
 */
export class CallRecording {
  readonly #options: CallRecordingOptions
  readonly #cases = new RecordedCases()

  constructor(options: CallRecordingOptions) {
    this.#options = options
  }

  get size(): number {
    return this.#cases.size
  }

  /** Calls for which the file has no room. */
  get leftOut(): number {
    return this.#cases.leftOut
  }

  add(call: AnsweredCall): void {
    if (!this.#cases.hasRoomBeside(this.#options.pseudonyms)) return
    const { variables, data } = maskCall(call, this.#options)
    const errors = call.errors?.map(({ extensions }) => {
      const code = faultCodeOf(extensions?.code)
      return { message: code, code }
    })
    const answer = { data, ...(errors?.length && { errors }) }
    this.#cases.add(call.operationName, { names: namesOf(call), variables, answer })
  }

  /** Of the whole file; the same calls give the same text. */
  toYaml(): string {
    return this.#cases.toYaml(this.#options.provider)
  }
}

/** Those that the operation declares. */
function namesOf({ document, operationName }: AnsweredCall): string[] {
  return document.definitions.flatMap(each =>
    each.kind === Kind.OPERATION_DEFINITION && each.name?.value === operationName
      ? (each.variableDefinitions ?? []).map(({ variable }) => variable.name.value)
      : [],
  )
}
