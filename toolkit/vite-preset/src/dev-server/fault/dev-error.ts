/** What can keep the development server from working, or one of its answers from being given. */
export type DevErrorCode =
  | 'APP_MISSING'
  | 'APP_INVALID'
  | 'APP_SERVED_ALREADY'
  | 'BASELINE_CERTIFICATE'
  | 'BASELINE_INVALID'
  | 'BASELINE_SLOW'
  | 'BASELINE_UNREACHABLE'
  | 'BODY_TOO_LARGE'
  | 'DEV_SERVER_ENDED'
  | 'FILE_SYSTEM_REFUSED'
  | 'HOST_REFUSED'
  | 'LANES_MISSING'
  | 'PORT_TAKEN'
  | 'PROTOCOL_TOO_NEW'
  | 'RECORDING_EXISTS'
  | 'RECORDING_INVALID'
  | 'RECORDING_NAME'
  | 'SCHEMA_MISSING'
  | 'WRAP_REFUSED'

/** `message` says what is wrong, and `advice` what to do about it. */
export class DevError extends Error {
  readonly code: DevErrorCode
  readonly advice: string

  constructor(
    code: DevErrorCode,
    { message, advice }: { message: string; advice: string },
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'DevError'
    this.code = code
    this.advice = advice
  }

  /** As one line for the developer. */
  get line(): string {
    return `${this.code}: ${this.message} ${this.advice}`
  }
}
