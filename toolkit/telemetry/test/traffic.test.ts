import { expect, test } from 'vitest'
import { sendTraffic, TrafficMeter, type TrafficReport } from '../src/index.ts'

const counted = (report: TrafficReport) => ({
  operations: report.operations.map(
    one => `${one.tenant} ${one.app} ${one.operation} ${one.releases} ${one.count}`,
  ),
  calls: report.calls.map(one => `${one.caller} ${one.service} ${one.revision} ${one.count} ${one.failures}`),
})

test('counts by path since the last report, and forgets what is not counted again', () => {
  const meter = new TrafficMeter()
  const cell = meter.operation('t1', 'sales', 'Orders', 'stable')
  cell.note(3, 'ok')
  meter.operation('t1', 'sales', 'Orders', 'stable').note(30, 'refused')
  meter.operation('t1', 'sales', 'Orders', 'r1').note(3, 'failed')
  meter.call('gateway', 'sales', 'gray@2').note(20_000, 'failed')
  const first = meter.drain()
  expect(counted(first)).toEqual({
    operations: ['t1 sales Orders stable 2', 't1 sales Orders r1 1'],
    calls: ['gateway sales gray@2 1 1'],
  })
  expect(first.operations[0]).toMatchObject({ refused: 1, failures: 0 })
  expect(first.operations[0]?.durations.indexOf(1)).toBe(0)
  expect(first.calls[0]?.durations.at(-1)).toBe(1)
  expect(counted(meter.drain())).toEqual({ operations: [], calls: [] })
  expect(meter.operation('t1', 'sales', 'Orders', 'stable')).not.toBe(cell)
})

test('what there is no room for is counted together: sums stay right', () => {
  const meter = new TrafficMeter({ maxOperations: 2, maxCalls: 1 })
  for (const tenant of ['t1', 't2', 't3', 't4', 't1'])
    meter.operation(tenant, 'sales', 'Orders', 'stable').note(1, 'ok')
  for (const service of ['sales', 'party']) meter.call('gateway', service, 'stable').note(1, 'ok')
  expect(counted(meter.drain())).toEqual({
    operations: ['t1 sales Orders stable 2', 't2 sales Orders stable 1', 'other  other other 2'],
    calls: ['gateway sales stable 1 0', 'other other other 1 0'],
  })
})

test.each([
  ['was not sent goes with the next report', true, 3],
  ['may have been taken is given up', false, 2],
])('what %s', async (_what, isUnsent, left) => {
  const meter = new TrafficMeter()
  for (let tenant = 0; tenant < 1_001; tenant += 1)
    meter.operation(`t${tenant}`, 'sales', 'Orders', 'stable').note(1, 'ok')
  meter.call('gateway', 'sales', 'stable').note(1, 'ok')
  const sent: number[] = []
  const sending = sendTraffic(meter, {
    send: async ({ operations, calls }) => {
      if (sent.length === 1) throw new Error('away')
      sent.push(operations.length + calls.length)
    },
    isUnsent: () => isUnsent,
  })
  await expect(sending).rejects.toThrow('away')
  const again: number[] = []
  await sendTraffic(meter, {
    send: async ({ operations }) => again.push(operations.reduce((sum, { count }) => sum + count, 0)),
    isUnsent: () => false,
  })
  expect([...sent, ...again]).toEqual(left === 3 ? [1, 1_000, 1] : [1, 1])
})
