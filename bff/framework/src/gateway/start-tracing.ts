import type { TraceStore, Tracing } from '@portico/telemetry'
import { backgroundReleaseClient } from '../release/release-client.ts'
import { badSetting } from '../settings/values.ts'
import type { Log } from '../telemetry/log.ts'
import type { Upstream } from '../upstream/upstream.ts'

/** By OpenTelemetry's own variables. Faults: BAD_SETTING. */
export async function startTracing(tracing: Tracing): Promise<void> {
  try {
    await tracing.start(process.env)
  } catch (cause) {
    throw badSetting(cause instanceof Error ? cause.message : String(cause))
  }
}

/** The release service's, where the console finds the traces of the last hour. */
export function traceStore(upstream: Upstream, log: Log): TraceStore {
  return {
    send: async parts => {
      const { late } = await backgroundReleaseClient(upstream, log).call('noteTraces', { body: { parts } })
      return late
    },
  }
}
