import type { IncidentReport } from '@portico/release'
import { expect, it } from 'vitest'
import { AppReports, parseReports } from '../../src/release/app-reports.ts'
import { Reporter } from '../../src/release/reporter.ts'
import { CallMeter } from '../../src/telemetry/call-meter.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { aFeed, rulesWith } from './rules-builder.ts'

const failure = {
  kind: 'load-failure',
  app: 'sales',
  version: '1.5.0',
  code: 'ENTRY_HTTP',
  message: '',
  fallback: null,
}

/** What the service hears of what a shell reports. */
async function incidentsOf(item: object): Promise<IncidentReport[]> {
  const incidents: IncidentReport[] = []
  const post = async (_path: string, body: unknown) => void incidents.push(body as IncidentReport) as never
  const log = createLog(() => {})
  const reporter = new Reporter({ client: () => ({ post, put: post }), drain: () => [], log })
  const reports = parseReports({ items: [item] })
  new AppReports(new CallMeter(), reporter).take(
    reports,
    { tenantId: 't_a', releases: [] },
    await rulesWith(aFeed()),
  )
  await reporter.flush()
  return incidents
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
  const [incident] = await incidentsOf({
    ...failure,
    code: 'ENTRY\u0000_HTTP\u001b',
    message: 'no\u0000 way:\n\tat 好生意\u007f \ud800',
  })
  expect(incident).toEqual({
    releaseId: null,
    tenantId: 't_a',
    app: 'sales',
    version: '1.5.0',
    code: 'ENTRY_HTTP',
    message: 'no way:\n\tat 好生意 \ufffd',
    fallback: null,
  })
  expect(await incidentsOf({ ...failure, code: '\u0000' })).toMatchObject([{ code: 'UNKNOWN' }])
})
