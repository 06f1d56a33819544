/** Why the gateway cannot start, in one line for a person: `BAD_SETTING`, `WORKERS_NEED_REDIS`, `PORT_IN_USE`. */
export class StartFault extends Error {
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StartFault'
    this.code = code
  }
}
