import type { Incident } from '@portico/release'
import { expect, test } from 'vitest'
import { groupIncidents } from '../group-incidents.ts'

function incident(id: string, facts: Partial<Incident> = {}): Incident {
  return {
    id,
    app: 'sales',
    fingerprint: 'f1',
    tenantId: 't_1',
    count: 1,
    firstAt: '2026-03-01T08:00:00Z',
    lastAt: '2026-03-01T08:00:00Z',
    ...facts,
  } as Incident
}

test('the same fault of an app is one row, with all its tenants, counts and times', () => {
  const newest = incident('i3', { count: 4, lastAt: '2026-03-03T08:00:00Z' })
  const older = incident('i1', { tenantId: 't_2', count: 2, firstAt: '2026-02-27T08:00:00Z' })
  const again = incident('i2', { tenantId: 't_2' })
  expect(groupIncidents([newest, older, again])).toEqual([
    {
      shown: newest,
      incidents: [newest, older, again],
      count: 7,
      tenantIds: ['t_1', 't_2'],
      firstAt: '2026-02-27T08:00:00Z',
      lastAt: '2026-03-03T08:00:00Z',
    },
  ])
})

test('faults of two apps, and those that nothing is known about, stay apart in their order', () => {
  const rows = groupIncidents([
    incident('i1', { fingerprint: null }),
    incident('i2', { app: 'stock' }),
    incident('i3', { fingerprint: null }),
    incident('i4'),
  ])
  expect(rows.map(({ shown }) => shown.id)).toEqual(['i1', 'i2', 'i3', 'i4'])
})
