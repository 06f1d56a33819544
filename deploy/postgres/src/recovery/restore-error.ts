export type RestoreErrorCode =
  | 'WRONG_USAGE'
  | 'RESTORE_TARGET_TAKEN'
  | 'RESTORE_TIME_WRONG'
  | 'BACKUP_UNUSABLE'
  | 'LOG_MISSING'

/** Why nothing was restored. The message says what to do. */
export class RestoreError extends Error {
  readonly code: RestoreErrorCode

  constructor(code: RestoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RestoreError'
    this.code = code
  }
}
