import { TrafficMeter } from '@portico/telemetry'
import { expect, test } from 'vitest'
import { AppError } from '../src/errors/app-error.ts'
import type { RequestContext } from '../src/graphql/request-context.ts'
import { OperationCounts } from '../src/http/operation-counts.ts'
import type { ReleaseClient } from '../src/release/release-client.ts'
import type { TabRouting } from '../src/release/tab-routing.ts'
import { TrafficReporter } from '../src/release/traffic-reporter.ts'
import { createLog } from '../src/telemetry/log.ts'
import { Metrics } from '../src/telemetry/metrics.ts'

test('an operation is counted by tenant, app and releases, and as a call of browsers', () => {
  const traffic = new TrafficMeter()
  const counts = new OperationCounts(new Metrics(), traffic)
  const context = (app: string | null, operationName: string | null) =>
    ({ tenantId: 't1', notes: { app, operationName } }) as RequestContext
  const tab = (...releases: string[]) => ({ releases }) as unknown as TabRouting
  counts.note(context('sales', 'Orders'), tab('r2', 'r1'), 7, 'failed')
  counts.note(context('sales', 'Orders'), tab(), 7, 'ok')
  counts.note(context(null, null), null, 7, 'refused')
  const { operations, calls } = traffic.drain()
  expect(operations.map(one => `${one.app} ${one.operation} ${one.releases} ${one.failures}`)).toEqual([
    'sales Orders r1 r2 1',
    'sales Orders stable 0',
    ' anonymous stable 0',
  ])
  expect(calls.map(one => `${one.caller} ${one.service} ${one.revision} ${one.count}`)).toEqual([
    'browser gateway gray 1',
    'browser gateway stable 2',
  ])
})

test('what was counted is sent before a gateway ends, and kept while the service is away', async () => {
  const meter = new TrafficMeter()
  const lines: string[] = []
  const sent: unknown[][] = []
  let isAway = true
  const call = async (...given: unknown[]) => {
    if (isAway) throw new AppError('UPSTREAM_UNAVAILABLE')
    sent.push(given)
  }
  const reporter = new TrafficReporter({
    meter,
    client: () => ({ call }) as unknown as ReleaseClient,
    log: createLog(line => void lines.push(line)),
  })
  meter.call('gateway', 'sales', 'stable').note(7, 'ok')
  await reporter.flush()
  expect(lines.join()).toContain('traffic.not_sent')
  isAway = false
  await reporter.stop()
  expect(sent).toMatchObject([['noteTraffic', { body: { calls: [{ service: 'sales', count: 1 }] } }]])
})
