import { expect, it } from 'vitest'
import { GraphFault } from '../../src/graphql/fault.ts'
import { Reporter } from '../../src/release/reporter.ts'
import { createLog } from '../../src/telemetry/log.ts'

/** A reporter whose release service answers a graph with this, and what came of it. */
function create(answer: () => Promise<unknown>) {
  const lines: string[] = []
  const puts: string[] = []
  const reporter = new Reporter({
    client: () => ({
      post: async () => null as never,
      put: async (path: string) => {
        puts.push(path)
        return (await answer()) as never
      },
    }),
    drain: () => [],
    log: createLog(line => void lines.push(line)),
  })
  reporter.tellGraph('merchant', 'type Query { a: ID }')
  return { reporter, lines, puts }
}

it('says once that a graph was refused, with the operations it would break', async () => {
  const operations = [{ app: 'sales', version: '1.4.0', name: 'Orders', message: 'No field' }]
  const { reporter, lines, puts } = create(() =>
    Promise.reject(new GraphFault('GRAPH_BREAKS', 'Orders breaks.', { operations })),
  )
  await reporter.flush()
  await reporter.flush()
  expect(puts).toEqual(['/graphs/merchant'])
  expect(lines.map(line => JSON.parse(line))).toMatchObject([
    { event: 'graph.refused', graph: 'merchant', operations },
  ])
})

it('tells a graph again that the service could not take', async () => {
  let isAway = true
  const { reporter, puts } = create(async () => {
    if (isAway) throw new GraphFault('UPSTREAM_UNAVAILABLE', 'release is not available.')
  })
  await reporter.flush()
  isAway = false
  await reporter.flush()
  await reporter.flush()
  expect(puts).toHaveLength(2)
})
