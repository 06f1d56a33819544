import type { TrafficMeter } from '@portico/telemetry'
import { AppReports } from '../release/app-reports.ts'
import type { ArtifactLibrary } from '../release/artifact-library.ts'
import type { AssetFiles } from '../release/asset-file.ts'
import { LoadCheck } from '../release/load-check.ts'
import { backgroundReleaseClient } from '../release/release-client.ts'
import { Reporter } from '../release/reporter.ts'
import type { ServedPages } from '../release/served-pages.ts'
import { TrafficReporter } from '../release/traffic-reporter.ts'
import { BrowserReportMeter } from '../telemetry/browser-report-meter.ts'
import { CallMeter } from '../telemetry/call-meter.ts'
import type { Log } from '../telemetry/log.ts'
import type { Upstream } from '../upstream/upstream.ts'

export interface ReportingParts {
  upstream: Upstream
  library: ArtifactLibrary
  assets: AssetFiles
  pages: ServedPages
  traffic: TrafficMeter
  log: Log
}

/** What the release service is sent: how releases do, by browsers and by calls, and which app, tenant and service called what. */
export class Reporting {
  readonly reporter: Reporter
  readonly appReports: AppReports
  readonly #traffic: TrafficReporter

  constructor({ upstream, library, assets, pages, traffic, log }: ReportingParts) {
    const apps = new CallMeter(Date.now, 'app')
    const reported = new BrowserReportMeter()
    const meters = [apps, upstream.meter, reported]
    const client = () => backgroundReleaseClient(upstream, log)
    this.reporter = new Reporter({ client, drain: () => meters.flatMap(meter => meter.drain()), log })
    this.#traffic = new TrafficReporter({ meter: traffic, client, log })
    this.appReports = new AppReports({
      apps,
      services: upstream.meter,
      reported,
      pages,
      reporter: this.reporter,
      check: new LoadCheck(library, assets),
      library,
    })
  }

  start(): void {
    this.reporter.start()
    this.#traffic.start()
  }

  /** Sends what is not sent yet. */
  async stop(): Promise<void> {
    await Promise.all([this.reporter.stop(), this.#traffic.stop()])
  }
}
