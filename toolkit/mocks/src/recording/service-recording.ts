import type { KeepRules } from '../masking/keep-rules.ts'
import { maskJson } from '../masking/mask-json.ts'
import type { Pseudonyms } from '../masking/pseudonyms.ts'
import { faultCodeOf } from './fault-code.ts'
import { RecordedCases } from './recorded-cases.ts'

export interface ServiceRecordingOptions {
  /** Name of the provider that the file will be. */
  provider: string
  keep: KeepRules
  pseudonyms: Pseudonyms
}

/** JSON Schemas of what a route is asked with and of what it answers. */
export interface RouteShapes {
  params?: unknown
  query?: unknown
  body?: unknown
  answer?: unknown
}

/** A call of a service, and its answer. */
export interface AnsweredServiceCall {
  /** `inventory GET /stocks/:id`. */
  operation: string
  variables: { params?: unknown; query?: unknown; body?: unknown }
  shapes: RouteShapes
  answer: { status: number; body: unknown }
}

const PARTS = ['params', 'query', 'body'] as const

/**
 * Collects what a service asked of others, masked as it comes by the contracts. Headers, and of what was refused all but status and
 * code, are never in it.
 */
export class ServiceRecording {
  readonly #options: ServiceRecordingOptions
  readonly #cases = new RecordedCases()

  constructor(options: ServiceRecordingOptions) {
    this.#options = options
  }

  get size(): number {
    return this.#cases.size
  }

  /** Calls for which the file has no room. */
  get leftOut(): number {
    return this.#cases.leftOut
  }

  add({ operation, variables, shapes, answer: { status, body } }: AnsweredServiceCall): void {
    if (!this.#cases.hasRoomBeside(this.#options.pseudonyms)) return
    const mask = (value: unknown, shape: unknown, part: string) =>
      maskJson(value, { shape, place: `${operation} ${part}` }, this.#options)
    const asked = PARTS.filter(part => variables[part] !== undefined)
    const data = status < 300 ? mask(body, shapes.answer, 'data') : refusalOf(status, body)
    this.#cases.add(operation, {
      names: [],
      variables: Object.fromEntries(asked.map(part => [part, mask(variables[part], shapes[part], part)])),
      answer: { status, data: data ?? null },
    })
  }

  toYaml(): string {
    return this.#cases.toYaml(this.#options.provider)
  }
}

function refusalOf(status: number, body: unknown) {
  const code = faultCodeOf(typeof body === 'object' && body !== null ? Reflect.get(body, 'code') : null)
  return { status, code, detail: code }
}
