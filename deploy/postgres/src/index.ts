export { PostgresError, type PostgresErrorCode } from './errors.ts'
export { type PostgresOptions, type RunningPostgres, startPostgres } from './postgres.ts'
