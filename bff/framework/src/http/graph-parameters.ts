import { AppError } from '../errors/app-error.ts'
import { isJsonType } from '../exchange/body.ts'
import type { HttpRequest } from '../graphql/executor.ts'
import { IllFormed } from '../graphql/ill-formed.ts'
import type { OperationReference } from '../graphql/operations.ts'

const MAX_URL_CHARACTERS = 16 * 1024

/** What a request asks for. */
export interface AskedOperation {
  reference: OperationReference
  /** As the client gave them; not checked. */
  operationName: unknown
  variables: unknown
}

/** Faults: IllFormed, BODY_TOO_LARGE, MALFORMED_JSON, INVALID_REQUEST. */
export function readOperation(request: HttpRequest): AskedOperation {
  const asked = request.method === 'GET' ? readSearch(request) : readBody(request)
  const { extensions } = asked.reference
  if (extensions === undefined || isRecord(extensions)) return asked
  throw new IllFormed()
}

function readBody({ body }: HttpRequest): AskedOperation {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new IllFormed()
  const { operationName, variables }: { operationName?: unknown; variables?: unknown } = body
  return { reference: body, operationName, variables }
}

/** `null` stands for none. */
function isRecord(value: unknown): boolean {
  return typeof value === 'object' && !Array.isArray(value)
}

const PARAMETERS = ['query', 'operationName', 'variables', 'extensions']

function readSearch({ search, headers }: HttpRequest): AskedOperation {
  if (search.length > MAX_URL_CHARACTERS)
    throw new AppError('BODY_TOO_LARGE', 'The query string is too long.')
  const parameters = new URLSearchParams(search)
  const isTwice = (name: string) => parameters.getAll(name).length > 1
  const type = headers['content-type']
  if (PARAMETERS.some(isTwice) || (type !== undefined && !isJsonType(type))) throw new IllFormed()
  if (isTwice('documentId'))
    throw new AppError('INVALID_REQUEST', 'The parameter documentId may stand in the address once.')
  return {
    reference: {
      query: parameters.get('query') ?? undefined,
      documentId: parameters.get('documentId') ?? undefined,
      extensions: parseParameter(parameters, 'extensions'),
    },
    operationName: parameters.get('operationName'),
    variables: parseParameter(parameters, 'variables'),
  }
}

function parseParameter(parameters: URLSearchParams, name: string): unknown {
  const text = parameters.get(name)
  try {
    return text === null || text === '' ? undefined : JSON.parse(text)
  } catch (cause) {
    throw new AppError('MALFORMED_JSON', `${name} is not valid JSON.`, undefined, { cause })
  }
}
