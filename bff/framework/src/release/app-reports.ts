import { Type } from 'typebox'
import { GraphFault } from '../graphql/fault.ts'
import type { CallMeter } from '../telemetry/call-meter.ts'
import { checkAnswer } from '../upstream/answer.ts'
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
  readonly #reporter: Reporter

  constructor(meter: CallMeter, reporter: Reporter) {
    this.#meter = meter
    this.#reporter = reporter
  }

  /** What is told of apps nobody released is not counted: anybody with a session can make up names. */
  take(reports: readonly Report[], tab: ReportingTab, rules: Rules | null): void {
    if (!rules) return
    for (const report of reports) {
      if (isKnown(report.app, rules)) this.#takeOne(report, tab, releaseOf(report, tab, rules))
    }
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
  return app === 'shell' || app in baseline.apps || releases.some(({ overlay }) => app in overlay.apps)
}

/** Running or taken back meanwhile: of the releases the tab lives on, the one that gave it this version. */
function releaseOf({ app, version }: Report, { releases }: ReportingTab, { feed }: Rules): string | null {
  const named = feed.releases.find(
    ({ id, overlay }) => releases.includes(id) && overlay.apps[app] === version,
  )
  return named?.id ?? null
}
