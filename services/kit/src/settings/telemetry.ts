import type { LogLevel, Tracing } from '@portico/telemetry'
import { StartupError } from '../problems/startup-error.ts'
import { serviceReader } from './whole.ts'

/** Throws BAD_SETTING. */
export function readLogLevel(env: NodeJS.ProcessEnv): LogLevel {
  return serviceReader(env).choice('LOG_LEVEL') ?? 'warn'
}

/** Throws BAD_SETTING. */
export async function startTracing(tracing: Tracing, env: NodeJS.ProcessEnv): Promise<void> {
  try {
    await tracing.start(env)
  } catch (cause) {
    throw new StartupError('BAD_SETTING', cause instanceof Error ? cause.message : String(cause), { cause })
  }
}
