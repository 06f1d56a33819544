import { GraphError } from '@portico/micro-app'

/** The coded error of a non-GraphQL answer that is not 2xx; the body is `{error: {code, message, details}}` when the gateway wrote it. */
export async function importErrorOf(response: Response): Promise<GraphError> {
  const body: unknown = await response.json().catch(() => null)
  const code = codeOf(body) ?? (response.status === 413 ? 'FILE_TOO_LARGE' : 'UPSTREAM_UNAVAILABLE')
  const message = `Upload answered ${response.status}`
  const details = isRecord(body) && isRecord(body.error) ? body.error.details : undefined
  return new GraphError(code, message, [{ code, message, details }])
}

/** What a file is that is no table, such as HTML; null where the service did not say. */
export function fileKindOf(error: unknown): string | null {
  const details = error instanceof GraphError ? error.errors[0]?.details : null
  return isRecord(details) && typeof details.kind === 'string' ? details.kind : null
}

function codeOf(body: unknown): string | null {
  if (!isRecord(body) || !isRecord(body.error) || typeof body.error.code !== 'string') return null
  return body.error.code
}

/** The new job's id in the answer to an upload. */
export function jobIdOf(body: unknown): string {
  if (isRecord(body) && typeof body.id === 'string') return body.id
  throw new GraphError('UNEXPECTED', 'The upload was answered without a job')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
