import { GraphError, type GraphErrorDetail, type GraphOperation } from '@portico/micro-app'
import { FakeGraph } from '../fakes/graph.ts'

const TIMEOUT_MS = 15_000

interface WireAnswer {
  data?: unknown
  errors?: { message: string; extensions?: { code?: string } }[]
}

/**
 * Asks the development server, which has the mocks of the app's folder. What no mock answers has the page's own answer, where there is
 * one: mocks may be recordings, and those of the page are what the app was made with.
 */
export class AloneGraph extends FakeGraph {
  override async execute<TData, TVariables>(
    operation: GraphOperation<TData, TVariables>,
    variables: TVariables,
    options: { signal?: AbortSignal } = {},
  ): Promise<TData> {
    options.signal?.throwIfAborted()
    const { data, errors = [] } = await ask(operation.name, variables)
    if (errors.length === 0) return data as TData
    const fault = toFault(errors)
    if (fault.code === 'NO_MOCK') {
      const own = await this.#findOwn(operation, variables, options)
      if (own !== null) return own.data
    }
    console.warn(`[portico] ${operation.name}: ${fault.code}: ${fault.message}`)
    throw fault
  }

  /** Null: the page has no answer of its own. */
  async #findOwn<TData, TVariables>(
    ...asked: [GraphOperation<TData, TVariables>, TVariables, { signal?: AbortSignal }]
  ): Promise<{ data: TData } | null> {
    try {
      return { data: await super.execute(...asked) }
    } catch (error) {
      if (error instanceof GraphError && error.code === 'NO_FAKE_ANSWER') return null
      throw error
    }
  }
}

async function ask(operation: string, variables: unknown): Promise<WireAnswer> {
  const answer = await fetch('/__portico/answers', {
    method: 'POST',
    body: JSON.stringify({ operation, variables }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  return (await answer.json()) as WireAnswer
}

function toFault(errors: NonNullable<WireAnswer['errors']>): GraphError {
  const details = errors.map(
    ({ message, extensions }): GraphErrorDetail => ({ code: extensions?.code ?? 'INTERNAL', message }),
  )
  const [first] = details
  return new GraphError(first?.code ?? 'INTERNAL', first?.message ?? '', details)
}
