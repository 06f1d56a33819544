import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { pack } from '../src/build/pack.ts'

test('a package over its limit is not packed, and what it weighs is said', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'portico-pack-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  const json = { name: '@portico/thing', version: '1.2.3', files: ['data'] }
  await writeFile(join(dir, 'package.json'), JSON.stringify(json))
  // What cannot be packed smaller.
  await writeFile(join(dir, 'data'), randomBytes(3_000))
  const thing = { folder: 'toolkit/thing', dir, form: 'compile', json } as const
  const { sizeBytes } = await pack({ ...thing, maxKb: 4 }, dir)
  expect(sizeBytes).toBeGreaterThan(3_000)
  await expect(pack({ ...thing, maxKb: 3 }, dir)).rejects.toMatchObject({
    code: 'PACKAGE_TOO_LARGE',
    message: 'toolkit/thing: 4 kB packed, the limit is 3 kB',
  })
})
