import type { AnswerOf, HeadersOf, QueryOf, Route } from '@portico/service-contract'
import Type from 'typebox'
import type { CallContext } from '../context/context.ts'
import type { ServiceApp } from '../http/app.ts'
import { decodeFileName } from './file-name.ts'
import { patiently } from './patiently.ts'
import { streamBodies, streamedRoute, streamOf } from './stream-bodies.ts'

const TYPES = ['text/csv', 'application/octet-stream']

interface ReceivedFile {
  fileName: string
  /** Throws UPLOAD_STALLED. Its reader keeps the limit of bytes. */
  stream: AsyncIterable<Buffer>
}

interface Sent<R extends Route> {
  caller: CallContext
  headers: HeadersOf<R>
  query: QueryOf<R>
}

interface FileRoute<R extends Route> {
  /** Of the service's contract, with `maxFileBytes`. */
  route: R
  /** Of a file that comes without a name. */
  defaultName: string
  timeoutMs: number
  /** The refusal of a file that says beforehand that it is longer than `maxFileBytes`. */
  tooLarge: () => Error
  /** Its answer has the status 201. */
  receive(file: ReceivedFile, sent: Sent<R>): Promise<AnswerOf<R>>
}

/** A route that takes one file as it comes. */
export function addFileRoute<R extends Route>(app: ServiceApp, file: FileRoute<R>) {
  app.register(async scope => addInScope(scope as ServiceApp, file as unknown as FileRoute<Route>))
}

function addInScope(
  scope: ServiceApp,
  { route, defaultName, timeoutMs, tooLarge, receive }: FileRoute<Route>,
) {
  streamBodies(scope, TYPES)
  const { schema, method, url, maxFileBytes = 0 } = route
  const content = { schema: Type.Unknown({ description: 'The file as it is.' }) }
  const body = { content: Object.fromEntries(TYPES.map(type => [type, content])) }
  scope.route({
    method,
    url,
    ...streamedRoute(timeoutMs),
    schema: { ...schema, body },
    handler: async ({ headers, caller, query, body }, reply) => {
      if (Number(headers['content-length'] ?? 0) > maxFileBytes) throw tooLarge()
      const name = headers['x-file-name']
      const file = {
        fileName: decodeFileName(typeof name === 'string' ? name : undefined, defaultName),
        stream: patiently(streamOf(body)),
      }
      // The contract's schemas have checked what is passed on, which the compiler cannot follow through any route.
      const sent = { caller, headers, query } as unknown as Sent<Route>
      return reply.code(201).send(await receive(file, sent))
    },
  })
}
