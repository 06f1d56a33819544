export { PostgresError, type PostgresErrorCode } from './errors.ts'
export { freePort, probePort } from './port.ts'
export { type PostgresOptions, type RunningPostgres, startPostgres } from './postgres.ts'
export { chooseUser } from './run-as.ts'
