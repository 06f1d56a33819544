/** What can go wrong with the embedded database, as codes a launcher can turn into one line of advice. */
export type PostgresErrorCode =
  | 'PG_UNSUPPORTED_PLATFORM'
  | 'PG_DATA_CORRUPT'
  | 'PG_FOLDER_NOT_OWN'
  | 'PG_DATA_IN_USE'
  | 'PG_PORT_IN_USE'
  | 'PG_START_FAILED'

export class PostgresError extends Error {
  readonly code: PostgresErrorCode

  constructor(code: PostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'PostgresError'
    this.code = code
  }
}
