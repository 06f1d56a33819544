import { CATALOGUE, type ErrorCode, type ErrorEntry } from './catalogue.ts'

/** A kind of failure outside the catalogue: one graph module's own, or a service's. */
export interface ErrorKind extends ErrorEntry {
  code: string
}

export interface AppErrorOptions extends ErrorOptions {
  /** The service whose answer this is. */
  refusedBy?: string
}

/**
 * An expected failure that a client may see: clients branch on `code`, show `message` as it is, and read further plain facts
 * from `details`, such as the shortages of INSUFFICIENT_STOCK.
 */
export class AppError extends Error {
  readonly code: string
  readonly status: number
  /** Seconds after which the same request may be sent again; null where that is unknown or would not help. */
  readonly retryAfterSeconds: number | null
  readonly details: Record<string, unknown> | undefined
  /** The service whose answer this is; null for what the gateway itself found. */
  readonly refusedBy: string | null

  constructor(
    kind: ErrorCode | ErrorKind,
    message?: string,
    details?: Record<string, unknown>,
    options?: AppErrorOptions,
  ) {
    const { code, ...entry }: ErrorKind = typeof kind === 'string' ? { code: kind, ...CATALOGUE[kind] } : kind
    super(message ?? entry.message, options)
    this.name = 'AppError'
    this.code = code
    this.status = entry.status
    const given = details?.retryAfterSeconds
    this.retryAfterSeconds = typeof given === 'number' ? given : (entry.retryAfterSeconds ?? null)
    this.details = details
    this.refusedBy = options?.refusedBy ?? null
  }

  /** The same failure with more facts. */
  withDetails(more: Record<string, unknown>): AppError {
    const { code, status, message, retryAfterSeconds, details, refusedBy } = this
    const kind = { code, status, message, ...(retryAfterSeconds !== null && { retryAfterSeconds }) }
    const options = { cause: this, ...(refusedBy !== null && { refusedBy }) }
    return new AppError(kind, message, { ...details, ...more }, options)
  }
}

/** Whether it is an expected failure with one of these codes. A code that the catalogue lacks does not compile. */
export function hasCode(error: unknown, ...codes: readonly ErrorCode[]): error is AppError {
  return error instanceof AppError && codes.some(code => code === error.code)
}

/** Anything thrown, as what a client may see: text that cannot be part of an address came from the client. The second value says whether it was expected. */
export function asAppError(error: unknown): { fault: AppError; isExpected: boolean } {
  if (error instanceof AppError) return { fault: error, isExpected: true }
  // Such as half of a surrogate pair in an id, or %ff in a path.
  if (error instanceof URIError)
    return {
      fault: new AppError('INVALID_REQUEST', undefined, undefined, { cause: error }),
      isExpected: true,
    }
  return { fault: new AppError('INTERNAL'), isExpected: false }
}
