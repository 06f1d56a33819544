/** Why a move does not go on: `code: message`, one line that says what to do. */
export class MoveFault extends Error {
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'MoveFault'
    this.code = code
  }
}
