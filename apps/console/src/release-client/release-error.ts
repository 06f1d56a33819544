import { GraphError } from '@portico/micro-app'

/** What a service's field check says about one place of a request. */
export interface FieldError {
  /** JSON pointer that begins with the part, such as `/body/percentBp`. */
  path: string
  code: string
}

/**
 * The coded error of an answer that is not 2xx: problem+json of the release service, or `{error: {code, message}}` of the
 * gateway. The facts of a problem (such as the other release of OVERLAY_CONFLICT) ride along as details.
 */
export async function releaseErrorOf(answer: Response): Promise<GraphError> {
  const body: unknown = await answer.json().catch(() => null)
  const problem = isRecord(body) && isRecord(body.error) ? body.error : isRecord(body) ? body : {}
  const code = typeof problem.code === 'string' ? problem.code : statusCode(answer.status)
  const said = [problem.detail, problem.message].find(text => typeof text === 'string')
  const message = said ?? `Answered ${answer.status}`
  // The gateway has the facts of a problem below its own.
  const details = { ...problem, ...(isRecord(problem.details) && problem.details) }
  return new GraphError(code, message, [{ code, message, details }])
}

/** The facts of a refused call; empty for any other error. */
export function problemFacts(error: unknown): Record<string, unknown> {
  const details = error instanceof GraphError ? error.errors[0]?.details : null
  return isRecord(details) ? details : {}
}

/** The places of a request that INVALID_REQUEST names. */
export function fieldErrorsOf(error: unknown): FieldError[] {
  const { errors } = problemFacts(error)
  return Array.isArray(errors) ? errors.filter(isFieldError) : []
}

const CODES: Record<number, string> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  412: 'VERSION_CONFLICT',
  502: 'UPSTREAM_UNAVAILABLE',
  503: 'UPSTREAM_UNAVAILABLE',
  504: 'TIMEOUT',
}

function statusCode(status: number): string {
  return CODES[status] ?? `HTTP_${status}`
}

function isFieldError(value: unknown): value is FieldError {
  return isRecord(value) && typeof value.path === 'string' && typeof value.code === 'string'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
