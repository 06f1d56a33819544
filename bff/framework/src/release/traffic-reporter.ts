import { setTimeout as sleep } from 'node:timers/promises'
import { Loop } from '@portico/loop'
import { sendTraffic, TRAFFIC_REPORT_MS, type TrafficMeter } from '@portico/telemetry'
import type { Log } from '../telemetry/log.ts'
import type { ReleaseClient } from './release-client.ts'
import { failureOf } from './report-failure.ts'

/** What is not sent by then is lost with the process. */
const STOP_MS = 3_000

interface TrafficReporterParts {
  meter: TrafficMeter
  /** A new client for each request: a context has a deadline. */
  client(): Pick<ReleaseClient, 'call'>
  log: Log
}

/** Tells the release service what was counted, for the console's reports and its map. */
export class TrafficReporter {
  readonly #loop: Loop

  constructor({ meter, client, log }: TrafficReporterParts) {
    this.#loop = new Loop({
      run: async () => {
        await sendTraffic(meter, {
          send: body => client().call('noteTraffic', { body }),
          isUnsent: error => failureOf(error) === 'unsent',
        })
        return 'pause'
      },
      pauseMs: TRAFFIC_REPORT_MS,
      startsWithPause: true,
      onFailing: error => log.error('traffic.not_sent', error),
    })
  }

  start(): void {
    void this.#loop.start()
  }

  /** Never rejects. */
  flush(): Promise<void> {
    return this.#loop.runNow()
  }

  /** Sends what there is, but does not wait long for a service that does not answer. */
  async stop(): Promise<void> {
    const abort = new AbortController()
    await Promise.race([this.flush(), sleep(STOP_MS, undefined, { signal: abort.signal }).catch(() => {})])
    abort.abort()
    void this.#loop.stop()
  }
}
