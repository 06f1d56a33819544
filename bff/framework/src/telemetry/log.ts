import { createLogger, type LogLevel } from '@portico/telemetry'

type Facts = Record<string, unknown>

/** Events as JSON lines. `event` is a stable name, such as `upstream.failed`; facts never carry secrets or bodies. */
export interface Log {
  info(event: string, facts?: Facts): void
  warn(event: string, facts?: Facts): void
  /** `cause` is written with its stack; this is the only place it appears. */
  error(event: string, cause: unknown, facts?: Facts): void
}

/** In the format that gateway and services share; `process.stdout` outlives a parent that reads it no more. */
export function createLog(
  write: (line: string) => void = line => void process.stdout.write(line),
  level: LogLevel = 'info',
): Log {
  const logger = createLogger({ service: 'gateway', level }, { write })
  return {
    info: (event, facts = {}) => logger.info(facts, event),
    warn: (event, facts = {}) => logger.warn(facts, event),
    error: (event, cause, facts = {}) => logger.error({ ...facts, cause }, event),
  }
}
