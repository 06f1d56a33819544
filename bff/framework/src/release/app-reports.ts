import type { LeftOut, RunningRelease } from '@portico/release'
import { satisfies } from 'semver'
import { Type } from 'typebox'
import { Check } from 'typebox/value'
import { GraphFault } from '../graphql/fault.ts'
import { CallMeter } from '../telemetry/call-meter.ts'
import { checkAnswer } from '../upstream/answer.ts'
import type { ArtifactLibrary } from './artifact-library.ts'
import type { Reporter } from './reporter.ts'
import type { Rules } from './rules.ts'

/** As the release service takes them: what it refuses would be lost, and what it stumbles over would be tried again. */
const Name = Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' })
const Version = Type.String({ maxLength: 100, pattern: '^[0-9A-Za-z.+-]+$' })
const Code = Type.String({ minLength: 1, maxLength: 64 })
const Message = Type.String({ maxLength: 2_000 })

const Load = Type.Object({
  kind: Type.Literal('load'),
  app: Name,
  version: Version,
  ms: Type.Number({ minimum: 0, maximum: 600_000 }),
})
const LoadFailure = Type.Object({
  kind: Type.Literal('load-failure'),
  app: Name,
  version: Version,
  code: Code,
  message: Message,
  fallback: Type.Union([Version, Type.Null()]),
})
const AppFailure = Type.Object({
  kind: Type.Literal('error'),
  app: Name,
  version: Version,
  code: Code,
  message: Message,
})
const Reports = Type.Object({
  items: Type.Array(Type.Union([Load, LoadFailure, AppFailure]), { maxItems: 50 }),
})

type Report = Type.Static<typeof Reports>['items'][number]

interface Neighbours {
  serviceMeter?: CallMeter
  /** Left out: no app is known to share anything. */
  library?: Pick<ArtifactLibrary, 'findApp'>
}

/** The tab that tells: whose it is, and which releases it lives on. */
export interface ReportingTab {
  tenantId: string
  releases: readonly string[]
}

/** Faults: INVALID_REQUEST. */
export function parseReports(value: unknown): Report[] {
  try {
    return checkAnswer(Reports, value).items
  } catch (cause) {
    throw new GraphFault('INVALID_REQUEST', 'These are no reports of a shell.', undefined, { cause })
  }
}

/** What shells tell of the apps they load, counted by the release it belongs to. */
export class AppReports {
  readonly #meter: CallMeter
  readonly #serviceMeter: CallMeter
  readonly #reporter: Reporter
  readonly #library: Neighbours['library']

  constructor(
    meter: CallMeter,
    reporter: Reporter,
    { serviceMeter = new CallMeter(), library }: Neighbours = {},
  ) {
    this.#meter = meter
    this.#serviceMeter = serviceMeter
    this.#reporter = reporter
    this.#library = library
  }

  /** What is told of apps nobody released is not counted: anybody with a session can make up names. */
  async take(reports: readonly Report[], tab: ReportingTab, rules: Rules | null): Promise<void> {
    if (!rules) return
    for (const report of reports) {
      if (!isKnown(report.app, rules)) continue
      const named = releaseOf(report, tab, rules)
      const shared = rules.feed.releases.filter(
        ({ id, overlay }) => overlay.shared && tab.releases.includes(id),
      )
      const sharing = shared.length > 0 ? await this.#sharingReleases(report, shared) : []
      const releases = named === null ? sharing : [named, ...sharing]
      for (const release of releases.length > 0 ? releases : [null]) this.#takeOne(report, tab, release)
    }
  }

  /** What a release named and could not be given: a page of one of its tenants was made without it. */
  countLeftOut(leftOut: readonly LeftOut[], tenantId: string, { feed: { baseline } }: Rules): void {
    for (const { releaseId, kind, name, version, code } of leftOut) {
      if (kind === 'service' && isName(name)) {
        this.#serviceMeter.record(name, releaseId, true, null)
        continue
      }
      // A name that no figure can have is told of the page it was missing in.
      const app = isName(name) ? name : 'shell'
      this.#meter.record(app, releaseId, true, null)
      if (!Check(Version, version)) continue
      const inPlace = app === 'shell' ? baseline.shell : { ...baseline.shared, ...baseline.apps }[app]
      const message = `${kind} ${name}@${version} cannot be used; its tenants have the stable one.`
      const fallback = inPlace || null
      this.#reporter.noteIncident({
        app,
        version,
        fallback,
        code,
        message: printable(message),
        releaseId,
        tenantId,
      })
    }
  }

  /** Of these releases those by which the app got another shared library. */
  async #sharingReleases({ app, version }: Report, releases: readonly RunningRelease[]): Promise<string[]> {
    const manifest = app === 'shell' ? null : await this.#library?.findApp(app, version)
    const ranges = Object.entries(manifest?.requires.shared ?? {})
    const fits = ({ overlay: { shared = {} } }: RunningRelease) =>
      ranges.some(([name, range]) => Object.hasOwn(shared, name) && satisfies(shared[name] ?? '', range))
    return releases.filter(release => app === 'shell' || fits(release)).map(({ id }) => id)
  }

  #takeOne(report: Report, { tenantId }: ReportingTab, release: string | null): void {
    if (report.kind === 'load') this.#meter.record(report.app, release, false, report.ms)
    else if (report.kind === 'error') this.#meter.recordError(report.app, release)
    else {
      this.#meter.record(report.app, release, true, null)
      const { app, version, fallback } = report
      const code = printable(report.code) || 'UNKNOWN'
      const message = printable(report.message)
      this.#reporter.noteIncident({ app, version, fallback, code, message, releaseId: release, tenantId })
    }
  }
}

/** Lines stay lines. A database takes no NUL in a text, and nobody reads the other control characters. */
function printable(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\n\t]/gu, '')
}

function isKnown(app: string, { feed: { baseline, releases } }: Rules): boolean {
  if (app === 'shell' || Object.hasOwn(baseline.apps, app)) return true
  return releases.some(({ overlay }) => Object.hasOwn(overlay.apps, app))
}

/** Running or taken back meanwhile: of the releases the tab lives on, the one that gave it this version. */
function releaseOf({ app, version }: Report, { releases }: ReportingTab, { feed }: Rules): string | null {
  const named = feed.releases.find(
    ({ id, overlay }) => releases.includes(id) && overlay.apps[app] === version,
  )
  return named?.id ?? null
}

function isName(name: string): boolean {
  return Check(Name, name)
}
