/** Why a service could not start; the message is one line that says what to do. */
export type StartupErrorCode =
  | 'DATABASE_UNREACHABLE'
  | 'DATABASE_NOT_CONFIGURED'
  | 'DATABASE_NOT_ALLOWED'
  | 'ADMIN_URL_REFUSED'
  | 'DATABASE_TOO_OLD'
  | 'DATABASE_POOLED'
  | 'DATABASE_ROLE_UNSAFE'
  | 'MIGRATION_FAILED'
  | 'SCHEMA_TOO_OLD'
  | 'BUILDS_MISSING'
  | 'BUILDS_REFUSED'
  | 'PORT_IN_USE'
  | 'WRONG_USAGE'
  | 'BAD_SETTING'
  | 'BAD_SECRET'
  | 'SECRET_REQUIRED'

export class StartupError extends Error {
  readonly code: StartupErrorCode

  constructor(code: StartupErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StartupError'
    this.code = code
  }
}
