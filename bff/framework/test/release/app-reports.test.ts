import type { IncidentReport, Measurement } from '@portico/release'
import { describe, expect, it } from 'vitest'
import { AppReports } from '../../src/release/app-reports.ts'
import { ReportGate } from '../../src/release/report-gate.ts'
import { parseReports } from '../../src/release/report-schema.ts'
import { Reporter } from '../../src/release/reporter.ts'
import type { Rules } from '../../src/release/rules/rules.ts'
import { ServedPages } from '../../src/release/served-pages.ts'
import { type SnapshotToken, SnapshotTokens } from '../../src/release/snapshot-token.ts'
import { BrowserReportMeter } from '../../src/telemetry/browser-report-meter.ts'
import { CallMeter } from '../../src/telemetry/call-meter.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { testSession } from '../../src/testing/test-graph.ts'
import { releaseOf } from './release-of.ts'
import { aFeed, aRelease, rulesWith } from './rules-builder.ts'

const secret = 'a secret of a platform that is long enough'
const failure = {
  kind: 'load-failure',
  app: 'sales',
  version: '1.5.0',
  code: 'ENTRY_HTTP',
  message: '',
  fallback: null,
}
const load = { kind: 'load', app: 'sales', version: '1.5.0', ms: 30 }
const error = { kind: 'error', app: 'sales', version: '1.5.0', code: 'TypeError', message: 'x' }

/** One gateway process, two releases of sales, and browsers that report what they like. */
class Harness {
  readonly snapshotTokens = new SnapshotTokens(secret)
  readonly pages = new ServedPages()
  now = 1
  readonly gate = new ReportGate(this.snapshotTokens, secret, () => this.now)
  readonly reported = new BrowserReportMeter()
  readonly apps = new CallMeter(Date.now, 'app')
  readonly incidents: IncidentReport[] = []
  readonly broken = new Set<string>()
  readonly #reporter = new Reporter({
    client: () => releaseOf(async (_path, body) => void this.incidents.push(body as IncidentReport) as never),
    drain: () => [],
    log: createLog(() => {}),
  })
  readonly #reports = new AppReports({
    apps: this.apps,
    services: new CallMeter(),
    reported: this.reported,
    pages: this.pages,
    reporter: this.#reporter,
    check: { isBroken: async (app, version) => this.broken.has(`${app}@${version}`) },
    library: { findApp: async () => null },
  })
  readonly rules: Promise<Rules>

  constructor() {
    const sales = (id: string, version: string) =>
      aRelease(id, { overlay: { apps: { sales: version }, services: {} } })
    this.rules = rulesWith(aFeed({ releases: [sales('r1', '1.5.0'), sales('r2', '1.6.0')] }))
  }

  /** The token of a page that was served; not noted: by another process. */
  token(
    over: Partial<SnapshotToken> = {},
    versions: Record<string, string> | null = { sales: '1.5.0' },
  ): string {
    const token = {
      snapshotId: 'snap',
      tenantId: 't_a',
      userId: 'ada',
      sessionId: 's1',
      pageId: `p${this.#pages++}`,
      issuedAt: Date.now(),
      services: {},
      releases: ['r1'],
      breaking: [],
      ...over,
    }
    if (versions)
      this.pages.note(token.pageId, { shell: '1.0.0', apps: versions, fallbacks: { sales: '1.4.0' } })
    return this.snapshotTokens.write(token)
  }
  #pages = 0

  /** False: it is not counted. */
  async report(token: string | undefined, items: object[], sessionId = 's1', user = 'ada', tenant = 't_a') {
    const session = testSession([])
    const info = {
      tenant: { ...session.tenant, id: tenant },
      user: { ...session.user, id: user },
    }
    const reports = parseReports({ items })
    this.gate.charge({ info, sessionId }, reports.length)
    const tab = this.gate.open(token, { info, sessionId })
    if (tab) await this.#reports.take(reports, tab, await this.rules)
    await this.#reporter.flush()
    return tab !== null
  }

  drain(): Measurement[] {
    return this.reported.drain()
  }
}

it.each(['', ' ', '1.5.0 ', '1.5.0\n', '1.5\u0000', '<b>', '版本', 'x'.repeat(101)])(
  '%j is no version, nor one to fall back to',
  version => {
    for (const over of [{ version }, { fallback: version }]) {
      expect(() => parseReports({ items: [{ ...failure, ...over }] })).toThrow(
        expect.objectContaining({ code: 'INVALID_REQUEST' }),
      )
    }
  },
)

it('an incident says nothing that a database does not take', async () => {
  const harness = new Harness()
  await harness.report(harness.token(), [
    {
      ...failure,
      code: 'ENTRY\u0000_HTTP\u001b',
      message: 'no\u0000 way:\n\tat 好生意\u007f \ud800',
    },
  ])
  await harness.report(harness.token(), [{ ...failure, code: '\u0000' }])
  expect(harness.incidents).toEqual([
    {
      releaseId: 'r1',
      tenantId: 't_a',
      snapshotId: 'snap',
      app: 'sales',
      version: '1.5.0',
      code: 'ENTRY_HTTP',
      message: 'no way:\n\tat 好生意 \ufffd',
      fallback: null,
    },
    expect.objectContaining({ code: 'UNKNOWN' }),
  ])
})

describe('a report counts', () => {
  it('with its reporter, by a key that names no user and is the same in each session', async () => {
    const harness = new Harness()
    await harness.report(harness.token(), [load])
    await harness.report(harness.token({ sessionId: 's2' }), [failure], 's2')
    const [figures, ...others] = harness.drain()
    expect(others).toEqual([])
    expect(figures).toMatchObject({ release: 'r1', count: 2, failures: 1, reporter: { tenantId: 't_a' } })
    expect(figures?.reporter?.userKey).toMatch(/^[\w-]{22}$/)
    expect(figures?.reporter?.userKey).not.toContain('ada')
  })

  it('as seen by the gateway where what it serves is broken indeed', async () => {
    const harness = new Harness()
    harness.broken.add('sales@1.5.0')
    await harness.report(harness.token(), [failure])
    expect(harness.drain()).toEqual([])
    expect(harness.apps.drain()).toMatchObject([{ release: 'r1', count: 1, failures: 1 }])
  })

  it('of no release, nor of stable, when its release has ended: as stable’s, it would excuse the next one', async () => {
    const harness = new Harness()
    harness.broken.add('sales@1.7.0')
    const token = harness.token({ releases: ['r0'] }, { sales: '1.7.0' })
    const reports = [failure, load, error].map(report => ({ ...report, version: '1.7.0' }))
    await harness.report(token, reports)
    expect([harness.apps.drain(), harness.drain()]).toEqual([[], []])
  })

  it('of a page that another process served, or this one before it was started', async () => {
    const harness = new Harness()
    await harness.report(harness.token({}, null), [load, { ...load, app: 'inventory', version: '1.0.0' }])
    expect(harness.drain().map(({ release, subject }) => [subject.name, release])).toEqual([
      ['sales', 'r1'],
      ['inventory', null],
    ])
  })

  it('once for each page, in two tabs of a user as one user', async () => {
    const harness = new Harness()
    const [one, other] = [harness.token(), harness.token()]
    for (const token of [one, other, one, other]) await harness.report(token, [failure, failure, load])
    expect(harness.drain()).toMatchObject([{ count: 4, failures: 2 }])
  })

  it('ten times at the most for an app that throws in a loop', async () => {
    const harness = new Harness()
    const token = harness.token()
    for (let again = 0; again < 3; again += 1)
      await harness.report(
        token,
        Array.from({ length: 40 }, () => error),
      )
    expect(harness.drain()).toMatchObject([{ errors: 10 }])
  })
})

describe('no report counts', () => {
  it.each([
    ['without a token', () => undefined],
    [
      'with the token of another session of the same user',
      (harness: Harness) => harness.token({ sessionId: 's2' }),
    ],
    ["with a colleague's token", (harness: Harness) => harness.token({ userId: 'ben' })],
    ["with another tenant's token", (harness: Harness) => harness.token({ tenantId: 't_b' })],
    ['with a token that was made up', (harness: Harness) => `${harness.token().slice(0, -4)}AAAA`],
    [
      'with a token signed by another secret',
      (harness: Harness) =>
        new SnapshotTokens('another').write(harness.snapshotTokens.read(harness.token()) as SnapshotToken),
    ],
    [
      'with a token of the day before',
      (harness: Harness) => harness.token({ issuedAt: Date.now() - 25 * 3600_000 }),
    ],
  ])('%s', async (_name, token) => {
    const harness = new Harness()
    expect(await harness.report(token(harness), [load, failure, error])).toBe(false)
    expect([...harness.drain(), ...harness.apps.drain(), ...harness.incidents]).toEqual([])
  })

  it.each([
    ['of a version that the page was not served', { version: '1.6.0' }],
    ['of an app that the page has not', { app: 'ghost' }],
    ['of a name of the prototype', { app: 'constructor' }],
    ['of another', { app: 'valueof' }],
  ])('%s', async (_name, over) => {
    const harness = new Harness()
    for (const token of [harness.token(), harness.token({}, null)])
      await harness.report(token, [{ ...failure, ...over }])
    expect([...harness.drain(), ...harness.incidents]).toEqual([])
  })
})

describe('of ten thousand reports in a second', () => {
  const many = Array.from({ length: 50 }, () => load)

  it('a session may send two hundred, and what is refused costs its company nothing', async () => {
    const harness = new Harness()
    const token = harness.token()
    const answers = await Promise.allSettled(Array.from({ length: 200 }, () => harness.report(token, many)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(4)
    expect(answers.at(-1)).toMatchObject({ reason: { code: 'RATE_LIMITED' } })
    expect(await harness.report(harness.token({ sessionId: 's2', userId: 'ben' }), [load], 's2', 'ben')).toBe(
      true,
    )
    harness.now += 60_001
    expect(await harness.report(token, many)).toBe(true)
  })

  it('a company may send three thousand, and others are not hurt', async () => {
    const harness = new Harness()
    const sessions = Array.from({ length: 100 }, (_, n) => `x${n}`)
    const answers = await Promise.allSettled(
      sessions.flatMap(id => [1, 2].map(() => harness.report(harness.token({ sessionId: id }), many, id))),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(60)
    const other = harness.token({ tenantId: 't_b', sessionId: 's9' })
    expect(await harness.report(other, [load], 's9', 'ada', 't_b')).toBe(true)
  })

  it('no more users are kept than a comparison needs', async () => {
    const reported = new BrowserReportMeter(() => 0)
    for (let n = 0; n < 3_000; n += 1) {
      const reporter = { tenantId: `t${n}`, userKey: 'u' }
      reported.recordLoad({ app: 'sales', release: null, reporter }, 1)
      reported.recordLoad({ app: 'sales', release: 'r1', reporter }, null)
    }
    const kept = reported.drain()
    expect(kept.filter(({ release }) => release === null)).toHaveLength(400)
    expect(kept.filter(({ release }) => release === 'r1')).toHaveLength(2_000)
  })
})

describe('a stack', () => {
  const frame = (artifact: string, version: string, over: object = {}) => ({
    ...{ artifact, version, file: 'assets/entry.js', line: 1, column: 2, function: 'mount' },
    ...over,
  })
  const stacked = (frames: object[], report: object = failure) => ({
    ...report,
    stack: { error: 'TypeError', frames },
  })
  const framesOf = (harness: Harness) =>
    harness.incidents.map(({ stack }) => stack?.frames.map(frame => frame.artifact))

  it('goes with the incident, of a load that failed and of an error, with how it was noticed', async () => {
    const harness = new Harness()
    const uncaught = { ...error, origin: 'unhandled-rejection', isUnattributed: false }
    await harness.report(harness.token(), [
      stacked([frame('sales', '1.5.0')]),
      stacked([frame('sales', '1.5.0')], uncaught),
    ])
    const stack = { error: 'TypeError', frames: [frame('sales', '1.5.0')] }
    expect(harness.incidents).toMatchObject([
      { code: 'ENTRY_HTTP', stack },
      { code: 'TypeError', stack, origin: 'unhandled-rejection', fallback: null },
    ])
    expect(harness.drain()).toMatchObject([{ failures: 1, errors: 1 }])
  })

  it('keeps the frames of what the page was served: its apps, the shell, what they fell back to, shared libraries', async () => {
    const harness = new Harness()
    const frames = [
      frame('sales', '1.5.0'),
      frame('sales', '1.4.0'),
      frame('shell', '1.0.0'),
      frame('react', '19.3.1'),
      frame('sales', '1.6.0'),
      frame('react', '18.0.0'),
      frame('console', '1.0.0'),
      frame('constructor', '1.0.0'),
      frame('sales', '1.5.0', { file: '../../console/1.0.0/entry.js' }),
      frame('sales', '1.5.0', { file: '.env' }),
      frame('sales', '1.5.0', { file: 'assets/entry.js?customer=ada' }),
    ]
    const noted = harness.token({}, null)
    harness.pages.note(harness.snapshotTokens.read(noted)?.pageId ?? '', {
      ...{ shell: '1.0.0', apps: { sales: '1.5.0' }, fallbacks: { sales: '1.4.0' } },
      ...{ shared: { react: '19.3.1' }, sharedFallbacks: {} },
    })
    await harness.report(noted, [stacked(frames)])
    expect(framesOf(harness)).toEqual([['sales', 'sales', 'shell', 'react']])
  })

  it('of a page that another process served is held against its releases and the baseline', async () => {
    const harness = new Harness()
    const frames = [frame('sales', '1.5.0'), frame('sales', '1.6.0'), frame('inventory', '1.0.0')]
    await harness.report(harness.token({}, null), [stacked(frames)])
    expect(framesOf(harness)).toEqual([['sales', 'inventory']])
  })

  it('without a frame that is kept is none', async () => {
    const harness = new Harness()
    await harness.report(harness.token(), [stacked([frame('ghost', '1.0.0')])])
    await harness.report(harness.token(), [stacked([])])
    expect(harness.incidents.map(incident => 'stack' in incident)).toEqual([false, false])
  })

  it('says nothing in control characters or lines', async () => {
    const harness = new Harness()
    const hostile = frame('sales', '1.5.0', { function: 'a\u0000b\u001b[2J\nc' })
    await harness.report(harness.token(), [{ ...failure, stack: { error: '\u0000', frames: [hostile] } }])
    expect(harness.incidents[0]?.stack).toEqual({
      error: 'Error',
      frames: [{ ...hostile, function: 'ab[2J c' }],
    })
  })

  it.each([
    ['too many frames', { frames: Array.from({ length: 21 }, () => frame('sales', '1.5.0')) }],
    ['a line that is none', { frames: [frame('sales', '1.5.0', { line: 0 })] }],
    ['a column that is none', { frames: [frame('sales', '1.5.0', { column: 1.5 })] }],
    ['a file that is an essay', { frames: [frame('sales', '1.5.0', { file: 'x'.repeat(201) })] }],
    ['a function that is an essay', { frames: [frame('sales', '1.5.0', { function: 'x'.repeat(201) })] }],
    ['an error that is an essay', { error: 'x'.repeat(65) }],
  ])('with %s is refused', (_what, over) => {
    const stack = { error: 'E', frames: [], ...over }
    expect(() => parseReports({ items: [{ ...failure, stack }] })).toThrow(
      expect.objectContaining({ code: 'INVALID_REQUEST' }),
    )
  })
})
