import { GraphError, type GraphErrorDetail, type GraphOperation } from '@portico/micro-app'
import { FakeGraph } from '../fakes/graph.ts'

const TIMEOUT_MS = 15_000

interface WireAnswer {
  data?: unknown
  errors?: { message: string; extensions?: { code?: string } }[]
}

/** What has no answer of the page's own is asked of the development server, which has the mocks of the app's folder. */
export class AloneGraph extends FakeGraph {
  override async execute<TData, TVariables>(
    operation: GraphOperation<TData, TVariables>,
    variables: TVariables,
    options: { signal?: AbortSignal } = {},
  ): Promise<TData> {
    try {
      return await super.execute(operation, variables, options)
    } catch (error) {
      if (!(error instanceof GraphError) || error.code !== 'NO_FAKE_ANSWER') throw error
      return (await ask(operation.name, variables)) as TData
    }
  }
}

async function ask(operation: string, variables: unknown): Promise<unknown> {
  const answer = await fetch('/__portico/answers', {
    method: 'POST',
    body: JSON.stringify({ operation, variables }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  const { data, errors = [] } = (await answer.json()) as WireAnswer
  if (errors.length === 0) return data
  const details = errors.map(
    ({ message, extensions }): GraphErrorDetail => ({ code: extensions?.code ?? 'INTERNAL', message }),
  )
  const [first] = details
  console.warn(`[portico] ${operation}: ${first?.code}: ${first?.message}`)
  throw new GraphError(first?.code ?? 'INTERNAL', first?.message ?? '', details)
}
