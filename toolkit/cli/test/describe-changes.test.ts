import type { ArtifactChanges } from '@portico/release'
import { expect, test } from 'vitest'
import { describeChanges } from '../src/artifact/describe-changes.ts'

const file = (path: string, sizeBytes: number) => ({ path, sizeBytes, integrity: 'sha384-x' })
const NOTHING: ArtifactChanges = {
  ...{ from: '1.0.0', to: '1.1.0', added: [], removed: [], changed: [] },
  ...{ operationsAdded: [], operationsRemoved: [], sizeDeltaBytes: 2500 },
}

test('a file whose name changed by its hash alone is one that grew or shrank; what grew most comes first', () => {
  const lines = describeChanges({
    ...NOTHING,
    added: [
      file('assets/list-bbbbbbbb.js', 900),
      file('assets/entry-bbbbbbbb.js', 5000),
      file('assets/new-aaaaaaaa.js', 10),
    ],
    removed: [
      file('assets/entry-aaaaaaaa.js', 2000),
      file('assets/list-aaaaaaaa.js', 1000),
      file('assets/old.js', 1),
    ],
    changed: [{ path: 'logo.svg', fromBytes: 100, toBytes: 150 }],
  })
  expect(lines).toEqual([
    'Against 1.0.0, the present one: 1 files added, 1 removed, 3 changed, +2.5 kB',
    '  ~ assets/entry-bbbbbbbb.js (+3.0 kB)',
    '  ~ logo.svg (+50 B)',
    '  ~ assets/list-bbbbbbbb.js (-100 B)',
    '  + assets/new-aaaaaaaa.js (10 B)',
    '  - assets/old.js',
  ])
})

test('where several files would fit, none is taken for another', () => {
  const lines = describeChanges({
    ...NOTHING,
    added: [file('a-bbbbbbbb.js', 1), file('a-cccccccc.js', 2)],
    removed: [file('a-aaaaaaaa.js', 3)],
  })
  expect(lines.slice(1)).toEqual(['  + a-bbbbbbbb.js (1 B)', '  + a-cccccccc.js (2 B)', '  - a-aaaaaaaa.js'])
})
