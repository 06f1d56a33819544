import type { Answer } from '../connection/answer.ts'
import type { ReleaseClient } from '../connection/release.client.ts'
import { CliError } from '../errors/cli-error.ts'
import { type PulledGraph, parseGraph } from './graph-file.ts'

const PATH = '/api/graph'

/** The graph that the gateway serves now. Throws GRAPH_INVALID, GRAPH_TOO_LARGE, GATEWAY_ERROR, and what the gateway refuses with. */
export async function pullGraph(api: ReleaseClient, routing: string): Promise<PulledGraph> {
  const answer = await api.ask({ method: 'GET', path: `${PATH}?routing=${encodeURIComponent(routing)}` })
  const name = headerOf(answer, 'x-portico-graph')
  const revision = headerOf(answer, 'x-portico-graph-revision')
  if (name === '' || revision === '')
    throw new CliError(
      'GATEWAY_ERROR',
      `What answers at ${api.url}${PATH} names no graph: it is no gateway of Portico, or an older one.`,
    )
  const sdl = answer.text
  await parseGraph(sdl, `${api.url}${PATH}`)
  return { url: api.url, name, revision, routing: headerOf(answer, 'x-portico-graph-routing'), sdl }
}

/** As one line: it is written into a file. */
function headerOf({ headers }: Answer, name: string): string {
  const value = headers[name]
  return typeof value === 'string' ? value.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 100) : ''
}
