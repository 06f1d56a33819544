import { sendTraffic, TRAFFIC_REPORT_MS, type TrafficMeter } from '@portico/telemetry'
import { repeat } from '../sweep/repeat.ts'
import { type TelemetryStore, TelemetryUnsent } from './telemetry-sender.ts'

/** Takes what a service counted of its calls to the store, again and again; what is returned does so a last time. */
export function reportTraffic(
  meter: TrafficMeter,
  store: Pick<TelemetryStore, 'noteTraffic'>,
  service: Parameters<typeof repeat>[2],
): () => Promise<void> {
  const sendFigures = () =>
    sendTraffic(meter, {
      send: report => store.noteTraffic(report),
      isUnsent: error => error instanceof TelemetryUnsent,
    })
  const stopRepeating = repeat(TRAFFIC_REPORT_MS, sendFigures, service)
  return async () => {
    await stopRepeating()
    await sendFigures().catch(() => {})
  }
}
