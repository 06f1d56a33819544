/** A command that could not be carried out: printed as `CODE: message`, exit code 1. */
export class CliError extends Error {
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CliError'
    this.code = code
  }
}
