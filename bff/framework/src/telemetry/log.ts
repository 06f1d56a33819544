type Facts = Record<string, unknown>

/** Events as JSON lines. `event` is a stable name, such as `upstream.failed`; facts never carry secrets or bodies. */
export interface Log {
  info(event: string, facts?: Facts): void
  warn(event: string, facts?: Facts): void
  /** `cause` is written with its stack; this is the only place it appears. */
  error(event: string, cause: unknown, facts?: Facts): void
}

export function createLog(write: (line: string) => void = line => void process.stdout.write(line)): Log {
  const emit = (level: string, event: string, facts: Facts) =>
    write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...facts })}\n`)
  return {
    info: (event, facts = {}) => emit('info', event, facts),
    warn: (event, facts = {}) => emit('warn', event, facts),
    error: (event, cause, facts = {}) => emit('error', event, { ...facts, cause: describe(cause) }),
  }
}

function describe(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
}
