/**
 * An expected failure a client may see. `code` is what callers branch on, `message` is shown as it is,
 * `details` are further plain facts, such as the shortages of INSUFFICIENT_STOCK.
 */
export class GraphFault extends Error {
  readonly code: string
  readonly details: Record<string, unknown> | undefined
  /** HTTP status a service refused with, for codes that are its own. */
  readonly status: number | undefined

  constructor(
    code: string,
    message: string,
    details?: Record<string, unknown>,
    options?: ErrorOptions & { status?: number },
  ) {
    super(message, options)
    this.name = 'GraphFault'
    this.code = code
    this.details = details
    this.status = options?.status
  }
}
