import type { ServerResponse } from 'node:http'

interface Words {
  code: string
  message: string
}

type WriteHead = (status: number, headers: string[]) => ServerResponse

const NO_QUERY = 'A query or a documentId is required.'
const NO_JSON = 'The body must be application/json.'
const TWICE = 'The parameter query may stand in the address once.'
const UNRESOLVED = 'OPERATION_RESOLUTION_FAILURE'

/** Text of the front -> code and text that the suite compares with letter by letter. What is not here is compared as it is. */
const WORDS: Readonly<Record<string, Words>> = {
  'The body is empty: a query or a documentId is required.': bad('The body has no keys.'),
  [NO_QUERY]: bad('GraphQL operations must contain a non-empty `query` or a `persistedQuery` extension.'),
  'The body is not valid JSON.': bad('Invalid JSON'),
  'The query of an operation is text.': bad('GraphQL queries must be strings'),
  'The extensions of an operation are an object.': bad(
    '`extensions` in a POST body should be provided as an object, not a recursively JSON-encoded string.',
  ),
  'The body must be one JSON object.': bad('Operation batching disabled.'),
  [NO_JSON]: bad('GET requests may not have a content-type header other than application/json.'),
  [TWICE]: bad("The 'query' search parameter may only be specified once"),
  'No operation has that name.': { code: UNRESOLVED, message: 'Unknown operation named "NotBadName".' },
  'Several operations need a name.': {
    code: UNRESOLVED,
    message: 'Must provide operation name if query contains multiple operations.',
  },
  'A persisted query is named by its sha256Hash.': bad('provided sha does not match query'),
}

function bad(message: string): Words {
  return { code: 'BAD_REQUEST', message }
}

/** Errors in the words of the suite; status, headers and all else stay as the front says them. */
export function inWordsOfSuite(response: ServerResponse): ServerResponse {
  const writeHead = response.writeHead.bind(response) as WriteHead
  const end = response.end.bind(response)
  let refused: { status: number; headers: string[] } | null = null
  const holdRefusal: WriteHead = (status, headers) => {
    if (status < 400) return writeHead(status, headers)
    refused = { status, headers }
    return response
  }
  const endInWords = (body: string | Buffer, encoding?: BufferEncoding) => {
    if (refused === null) return encoding ? end(body, encoding) : end(body)
    const text = translate(String(body))
    const { status, headers } = refused
    headers[headers.indexOf('content-length') + 1] = String(Buffer.byteLength(text))
    writeHead(status, headers)
    return end(text)
  }
  return Object.assign(response, { writeHead: holdRefusal, end: endInWords }) as ServerResponse
}

function translate(body: string): string {
  const answer = JSON.parse(body) as { errors?: (Words & { extensions?: { code: string } })[] }
  for (const error of answer.errors ?? []) {
    const words = WORDS[error.message]
    if (!words) continue
    error.message = words.message
    error.extensions = { code: words.code }
  }
  return JSON.stringify(answer)
}
