/**
 * An expected failure a client may see. `code` is what callers branch on, `message` is shown as it is,
 * `details` are further plain facts, such as the shortages of INSUFFICIENT_STOCK.
 */
export class GraphFault extends Error {
  readonly code: string
  readonly details: Record<string, unknown> | undefined

  constructor(code: string, message: string, details?: Record<string, unknown>, options?: ErrorOptions) {
    super(message, options)
    this.name = 'GraphFault'
    this.code = code
    this.details = details
  }
}
