import type { IncomingMessage, ServerResponse } from 'node:http'

/** Origins whose pages may read what is served here, besides the pages that came from here. */
export type Readers = readonly (string | RegExp)[]

/** Without cookies: nothing that is served here depends on who asks. */
export function allowReader(
  { headers: { origin } }: IncomingMessage,
  response: ServerResponse,
  readers: Readers,
): void {
  response.setHeader('vary', 'origin')
  const isReader = (reader: string | RegExp) =>
    typeof reader === 'string' ? reader === origin : reader.test(origin ?? '')
  if (origin !== undefined && readers.some(isReader))
    response.setHeader('access-control-allow-origin', origin)
}
