import type { BadSecret } from '@portico/release/trust'

export type StartFaultCode = BadSecret['code'] | 'BAD_SETTING' | 'PORT_IN_USE' | 'WORKERS_NEED_REDIS'

/** Why the gateway cannot start, in one line for a person. */
export class StartFault extends Error {
  readonly code: StartFaultCode

  constructor(code: StartFaultCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StartFault'
    this.code = code
  }
}
