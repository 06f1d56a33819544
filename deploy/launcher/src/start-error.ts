/** A start that cannot go on. The message is one line that says what to do; the launcher prints it and exits with 1. */
export class StartError extends Error {
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StartError'
    this.code = code
  }
}
