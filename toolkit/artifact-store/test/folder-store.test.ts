import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openArtifactStore } from '../src/index.ts'
import { describeArtifactStore } from './contract.ts'

const roots: string[] = []
const createRoot = async () => {
  const root = await mkdtemp(join(tmpdir(), 'portico-folder-store-'))
  roots.push(root)
  return root
}

afterAll(() => Promise.all(roots.map(root => rm(root, { recursive: true, force: true }))))

describe('in a folder', () => {
  describeArtifactStore(async () => openArtifactStore(undefined, join(await createRoot(), 'artifacts')))

  it('leaves nothing behind of what it was busy with', async () => {
    const root = await createRoot()
    const store = openArtifactStore('', root)
    await store.put('sales', '1.0.0', import.meta.dirname)
    await store.put('sales', '2.0.0', join(root, 'nowhere')).catch(() => {})
    await store.remove('sales', '1.0.0')
    expect(await readdir(join(root, '.incoming'))).toEqual([])
  })
})
