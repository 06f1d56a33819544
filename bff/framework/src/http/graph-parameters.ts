import { AppError } from '../errors/app-error.ts'
import type { OperationReference } from '../graphql/operations.ts'

const MAX_URL_CHARACTERS = 16 * 1024

/** As a member of a body or of an address it is an object, or is left out. */
export function withRecord(reference: OperationReference): OperationReference {
  const { extensions } = reference
  if (extensions === undefined || isRecord(extensions)) return reference
  throw new AppError('INVALID_REQUEST', 'The extensions of an operation are an object.')
}

/** `null` stands for none. */
function isRecord(value: unknown): boolean {
  return typeof value === 'object' && !Array.isArray(value)
}

const PARAMETERS = ['query', 'documentId', 'operationName', 'variables', 'extensions']

export function fromSearch({ search, searchParams }: URL): OperationReference {
  if (search.length > MAX_URL_CHARACTERS)
    throw new AppError('BODY_TOO_LARGE', 'The query string is too long.')
  const twice = PARAMETERS.find(name => searchParams.getAll(name).length > 1)
  if (twice !== undefined)
    throw new AppError('INVALID_REQUEST', `The parameter ${twice} may stand in the address once.`)
  return {
    query: searchParams.get('query') ?? undefined,
    documentId: searchParams.get('documentId') ?? undefined,
    extensions: parseParameter(searchParams, 'extensions'),
  }
}

export function pickSearch({ searchParams }: URL) {
  const operationName = searchParams.get('operationName')
  return { body: null, operationName, variables: parseParameter(searchParams, 'variables') }
}

function parseParameter(parameters: URLSearchParams, name: string): unknown {
  const text = parameters.get(name)
  try {
    return text === null || text === '' ? undefined : JSON.parse(text)
  } catch (cause) {
    throw new AppError('MALFORMED_JSON', `${name} is not valid JSON.`, undefined, { cause })
  }
}
