import type { Tracing } from '@portico/telemetry'
import { badSetting } from '../settings/values.ts'

/** By OpenTelemetry's own variables. Faults: BAD_SETTING. */
export async function startTracing(tracing: Tracing): Promise<void> {
  try {
    await tracing.start(process.env)
  } catch (cause) {
    throw badSetting(cause instanceof Error ? cause.message : String(cause))
  }
}
