import { isLogLevel, type LogLevel, logLevels, type Tracing } from '@portico/telemetry'
import { StartupError } from '../problems/startup-error.ts'

const DEFAULT_LEVEL = 'warn'

/** Throws BAD_SETTING. */
export function readLogLevel({ LOG_LEVEL: level = DEFAULT_LEVEL }: NodeJS.ProcessEnv): LogLevel {
  if (isLogLevel(level)) return level
  throw new StartupError('BAD_SETTING', `LOG_LEVEL must be one of ${logLevels.join(', ')}.`)
}

/** Throws BAD_SETTING. */
export async function startTracing(tracing: Tracing, env: NodeJS.ProcessEnv): Promise<void> {
  try {
    await tracing.start(env)
  } catch (cause) {
    throw new StartupError('BAD_SETTING', cause instanceof Error ? cause.message : String(cause), { cause })
  }
}
