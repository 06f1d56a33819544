import type { Incident, IncidentDetails, ReadableFrame } from '@portico/release'
import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { buildPage, buildRelease } from './build.ts'
import { openConsole } from './open-console.ts'

const place = { source: 'src/features/cart/Cart.tsx', line: 42, column: 7, function: 'mountCart' }

const incident = (changes: Partial<Incident> = {}): Incident => ({
  id: 'i1',
  releaseId: 'r1',
  app: 'sales',
  version: '1.5.0',
  tenantId: 't_1',
  code: 'MOUNT_FAILED',
  message: 'no cart',
  fallback: '1.4.0',
  origin: null,
  isUnattributed: false,
  snapshotId: 's_1',
  fingerprint: 'f1',
  place,
  firstAt: '2026-11-20T09:00:00Z',
  lastAt: '2026-11-20T10:00:00Z',
  count: 2,
  ...changes,
})

const frame = (changes: Partial<ReadableFrame> = {}): ReadableFrame => ({
  artifact: 'sales',
  version: '1.5.0',
  file: 'assets/entry-Ab1.js',
  line: 1,
  column: 2345,
  function: 'a',
  part: 'own',
  place,
  unmapped: null,
  code: [
    { line: 41, text: '  const cart = find()' },
    { line: 42, text: '  throw new Error("no cart")' },
  ],
  ...changes,
})

const details = (frames: ReadableFrame[] | null, isMapped = true): IncidentDetails => ({
  ...incident(),
  stack: frames && { error: 'TypeError', isMapped, frames },
})

async function openStack(answer: IncidentDetails) {
  await openConsole('/incidents', {
    'GET /incidents': buildPage([incident()]),
    'GET /incidents/i1': answer,
  })
  await userEvent.click(await screen.findByText('Stack'))
}

test('an incident shows the file, line, column and function of the source, and the lines around', async () => {
  await openStack(
    details([
      frame(),
      frame({
        artifact: 'react',
        version: '19.3.1',
        file: 'react.js',
        function: 'render',
        part: 'library',
        place: null,
        unmapped: 'NO_MAP',
        code: null,
      }),
    ]),
  )
  const frames = (await screen.findByText('TypeError')).closest('details')
  expect(frames?.textContent).toContain('src/features/cart/Cart.tsx:42:7 mountCart')
  expect(frames?.textContent).toContain('>    42    throw new Error("no cart")')
  expect(frames?.textContent).toContain('react@19.3.1/react.js:1:2345 render')
  expect(frames?.textContent).toContain('no source map is published with this file')
})

test('the same fault of several tenants and versions is one row', async () => {
  await openConsole('/incidents', {
    'GET /incidents': buildPage([
      incident({ id: 'i3', version: '1.6.0', began: { releaseId: 'r1', version: '1.5.0' } }),
      incident({ id: 'i2', fingerprint: null, place: null, code: 'ENTRY_HTTP', tenantId: 't_3', count: 1 }),
      incident({ id: 'i1', tenantId: 't_2', firstAt: '2026-11-19T09:00:00Z' }),
    ]),
    'GET /releases/r1': buildRelease({ id: 'r1' }),
  })
  await screen.findByText('ENTRY_HTTP')
  const rows = screen.getAllByRole('listitem').map(({ textContent }) => textContent)
  expect(rows).toHaveLength(2)
  expect(rows[0]).toMatch(/4 times.*t_1.*t_2/)
  expect(rows[1]).toMatch(/once.*t_3/)
  const release = await screen.findByRole('link', { name: 'Waiting days' })
  expect(release.closest('p')?.textContent).toBe('Began with version 1.5.0 Waiting days')
})

test('what nothing caught says so, and what no app is known for', async () => {
  const unknown = incident({
    app: 'shell',
    fallback: null,
    origin: 'uncaught',
    isUnattributed: true,
    place: null,
  })
  await openConsole('/incidents', { 'GET /incidents': buildPage([unknown]) })
  const row = within(await screen.findByRole('listitem'))
  expect(row.getByText(/not caught by the app/)).toBeDefined()
  expect(row.getByText(/of no known app/)).toBeDefined()
  expect(row.getByText('s_1')).toBeDefined()
})

test('lines of a source that are not for the reader are said to be kept back', async () => {
  await openStack(details([frame({ code: null })]))
  expect(await screen.findByText(/shown to those who may release the app/)).toBeDefined()
})

test('a stack whose maps are not read yet says so, and an incident without one too', async () => {
  await openStack(details([frame({ part: 'other', place: null, code: null })], false))
  expect(await screen.findByText(/maps are being read/)).toBeDefined()
  expect(screen.getByText(/sales@1.5.0\/assets\/entry-Ab1.js:1:2345/)).toBeDefined()
})

test('an incident without a stack says why there is none', async () => {
  await openStack(details(null))
  expect(await screen.findByText(/reported no place/)).toBeDefined()
})
