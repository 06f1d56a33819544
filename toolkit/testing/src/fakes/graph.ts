import { type DegradedAnswer, GraphError, type GraphOperation, type GraphService } from '@portico/micro-app'

/**
 * What an operation is answered with, by its name: data, an error to reject with, or a function of the variables which
 * returns (or resolves to) either.
 */
export type Answers = Record<string, unknown>

type FetchAnswer = (path: string, init?: RequestInit) => Response | Promise<Response>

/** Answers operations by name and remembers what was asked. An operation without an answer rejects with NO_FAKE_ANSWER. */
export class FakeGraph implements GraphService {
  readonly calls: { name: string; variables: unknown }[] = []
  readonly fetches: { path: string; init: RequestInit | undefined }[] = []
  readonly #answers: Answers
  readonly #fetch: FetchAnswer
  readonly #onDegraded = new Set<(answer: DegradedAnswer) => void>()

  constructor(answers: Answers = {}, fetchAnswer: FetchAnswer = () => new Response(null, { status: 404 })) {
    this.#answers = { ...answers }
    this.#fetch = fetchAnswer
  }

  /** Changes one answer from now on. */
  answer(name: string, answer: unknown): void {
    this.#answers[name] = answer
  }

  /** Says what the last answer of an operation lacked; what it is answered with is said by `answer`. */
  degrade(operation: string, parts: readonly string[]): void {
    for (const listener of this.#onDegraded) listener({ operation, parts })
  }

  onDegraded(listener: (answer: DegradedAnswer) => void): () => void {
    this.#onDegraded.add(listener)
    return () => this.#onDegraded.delete(listener)
  }

  /** The variables of every call of one operation, in the order of the calls. */
  variablesOf(name: string): unknown[] {
    return this.calls.filter(call => call.name === name).map(({ variables }) => variables)
  }

  async execute<TData, TVariables>(
    operation: GraphOperation<TData, TVariables>,
    variables: TVariables,
    options: { signal?: AbortSignal } = {},
  ): Promise<TData> {
    options.signal?.throwIfAborted()
    this.calls.push({ name: operation.name, variables })
    if (!(operation.name in this.#answers))
      throw new GraphError('NO_FAKE_ANSWER', `No answer for ${operation.name}`)
    const answer = this.#answers[operation.name]
    const result: unknown = await (typeof answer === 'function' ? answer(variables) : answer)
    if (result instanceof Error) throw result
    return result as TData
  }

  async fetch(path: string, init?: RequestInit): Promise<Response> {
    this.fetches.push({ path, init })
    return this.#fetch(path, init)
  }
}
