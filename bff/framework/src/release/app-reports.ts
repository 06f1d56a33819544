import type { ErrorStack, LeftOut, RunningRelease } from '@portico/release'
import { satisfies } from 'semver'
import type { BrowserReportMeter } from '../telemetry/browser-report-meter.ts'
import type { CallMeter } from '../telemetry/call-meter.ts'
import type { ArtifactLibrary } from './artifact-library.ts'
import type { LoadCheck } from './load-check.ts'
import type { ReportingTab } from './report-gate.ts'
import { type Failure, isName, isVersion, printable, type Report, servedStack } from './report-schema.ts'
import type { Reporter } from './reporter.ts'
import type { Rules } from './rules/rules.ts'
import type { ServedPages } from './served-pages.ts'

export interface AppReportsParts {
  /** Of what this gateway sees itself. */
  apps: CallMeter
  services: CallMeter
  /** Of what browsers report. */
  reported: BrowserReportMeter
  pages: ServedPages
  reporter: Reporter
  check: Pick<LoadCheck, 'isBroken'>
  library: Pick<ArtifactLibrary, 'findApp'>
}

/** What shells report of the apps they load, counted by the release it belongs to and by who reports it. */
export class AppReports {
  readonly #parts: AppReportsParts

  constructor(parts: AppReportsParts) {
    this.#parts = parts
  }

  /** What is reported of apps the tab was not served, or for the second time, is not counted: any session can make it up. */
  async take(reports: readonly Report[], tab: ReportingTab, rules: Rules | null): Promise<void> {
    if (!rules) return
    for (const report of reports) {
      if (!this.#parts.pages.accept(tab.token, report, rules)) continue
      const named = releaseOf(report, tab, rules)
      const shared = rules.feed.releases.filter(
        ({ id, overlay }) => overlay.shared && tab.token.releases.includes(id),
      )
      const sharing = shared.length > 0 ? await this.#sharingReleases(report, shared) : []
      const releases = named === null ? sharing : [named, ...sharing]
      const reported = { ...report, ...this.#stackOf(report, tab, rules) }
      if (releases.length > 0) for (const release of releases) await this.#takeOne(reported, tab, release)
      else if (isStable(report, rules)) await this.#takeOne(reported, tab, null)
    }
  }

  /** Without the frames in what the page was not served. */
  #stackOf(report: Report, { token }: ReportingTab, rules: Rules): { stack?: ErrorStack | undefined } {
    if (report.kind === 'load') return {}
    const isServed = (name: string, version: string) =>
      this.#parts.pages.isServed(token, name, version, rules)
    return { stack: servedStack(report.stack, isServed) ?? undefined }
  }

  /** What a release named and could not be given: a page of one of its tenants was made without it. */
  countLeftOut(leftOut: readonly LeftOut[], tenantId: string, { feed: { baseline } }: Rules): void {
    const { apps, services, reporter } = this.#parts
    for (const { releaseId, kind, name, version, code } of leftOut) {
      if (kind === 'service' && isName(name)) {
        services.record(name, releaseId, true, null)
        continue
      }
      // A name that no figure can have counts for the page it was missing in.
      const app = isName(name) ? name : 'shell'
      apps.record(app, releaseId, true, null)
      if (!isVersion(version)) continue
      const inPlace = app === 'shell' ? baseline.shell : { ...baseline.shared, ...baseline.apps }[app]
      const message = printable(`${kind} ${name}@${version} cannot be used; its tenants have the stable one.`)
      const fallback = inPlace || null
      reporter.noteIncident({ app, version, fallback, code, message, releaseId, tenantId })
    }
  }

  /** Of these releases those by which the app got another shared library. */
  async #sharingReleases({ app, version }: Report, releases: readonly RunningRelease[]): Promise<string[]> {
    const manifest = app === 'shell' ? null : await this.#parts.library.findApp(app, version)
    const ranges = Object.entries(manifest?.requires.shared ?? {})
    const fits = ({ overlay: { shared = {} } }: RunningRelease) =>
      ranges.some(([name, range]) => Object.hasOwn(shared, name) && satisfies(shared[name] ?? '', range))
    return releases.filter(release => app === 'shell' || fits(release)).map(({ id }) => id)
  }

  async #takeOne(report: Report, tab: ReportingTab, release: string | null): Promise<void> {
    const { reported } = this.#parts
    const { tenantId, userKey, token } = tab
    const by = { app: report.app, release, reporter: { tenantId, userKey } }
    if (report.kind === 'load') return reported.recordLoad(by, report.ms)
    if (report.kind === 'error') reported.recordError(by)
    else await this.#countFailure(report, by)
    this.#noteIncident(report, by, token.snapshotId)
  }

  /** Where the artifact is broken as this gateway serves it the word of one tab was only the reason to look. */
  async #countFailure({ app, version }: Report, by: BrowserReport): Promise<void> {
    const { apps, reported, check } = this.#parts
    if (await check.isBroken(app, version)) apps.record(app, by.release, true, null)
    else reported.recordLoad(by, null)
  }

  #noteIncident(failure: Failure, { release, reporter }: BrowserReport, snapshotId: string): void {
    const { app, version, stack } = failure
    this.#parts.reporter.noteIncident({
      app,
      version,
      fallback: failure.kind === 'error' ? null : failure.fallback,
      code: printable(failure.code) || 'UNKNOWN',
      message: printable(failure.message),
      releaseId: release,
      tenantId: reporter.tenantId,
      snapshotId,
      ...(stack && { stack }),
      ...(failure.kind === 'error' && failure.origin && { origin: failure.origin }),
      ...(failure.kind === 'error' && failure.isUnattributed && { isUnattributed: true }),
    })
  }
}

type BrowserReport = Parameters<BrowserReportMeter['recordLoad']>[0]

/**
 * What a release gave that has ended is neither gray nor stable: counted as stable, what it broke would excuse the next
 * release.
 */
function isStable({ app, version }: Report, { feed: { baseline } }: Rules): boolean {
  return (app === 'shell' ? baseline.shell : baseline.apps[app]) === version
}

/** Running or revoked meanwhile: of the releases the tab lives on, the one that gave it this version. */
function releaseOf({ app, version }: Report, { token }: ReportingTab, { feed }: Rules): string | null {
  const named = feed.releases.find(
    ({ id, overlay }) => token.releases.includes(id) && overlay.apps[app] === version,
  )
  return named?.id ?? null
}
