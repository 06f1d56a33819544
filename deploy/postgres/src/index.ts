export { PostgresError, type PostgresErrorCode } from './errors.ts'
export { probePort } from './port.ts'
export { type PostgresOptions, type RunningPostgres, startPostgres } from './postgres.ts'
