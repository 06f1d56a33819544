import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { watchFolders } from '../../src/watch/changed-files.ts'

it('says what has changed of the sources, however an editor saves it, and nothing else', async () => {
  const root = await mkdtemp(join(tmpdir(), 'portico-watch-'))
  await mkdir(join(root, 'apps/sales/src'), { recursive: true })
  await mkdir(join(root, 'apps/sales/node_modules/react'), { recursive: true })
  await writeFile(join(root, 'apps/sales/src/App.tsx'), 'old')
  const changed: string[] = []
  const end = watchFolders(
    [{ name: 'apps', path: join(root, 'apps') }],
    files => void changed.push(...files),
    error => expect.unreachable(error.message),
  )
  onTestFinished(async () => {
    end()
    await rm(root, { recursive: true, force: true })
  })
  for (const file of ['node_modules/react/index.js', 'src/.App.tsx.swp', 'src/App.test.tsx'])
    await writeFile(join(root, 'apps/sales', file), 'other')
  await writeFile(join(root, 'apps/sales/src/App.tsx'), 'new')
  await vi.waitFor(() => expect(changed).toEqual(['apps/sales/src/App.tsx']))
  changed.length = 0
  // A file beside is written and takes the place of the old one.
  await writeFile(join(root, 'apps/sales/src/App.tsx~'), 'newer')
  await rename(join(root, 'apps/sales/src/App.tsx~'), join(root, 'apps/sales/src/App.tsx'))
  await vi.waitFor(() => expect(changed).toEqual(['apps/sales/src/App.tsx']))
  changed.length = 0
  await mkdir(join(root, 'apps/returns'))
  await writeFile(join(root, 'apps/returns/portico.app.ts'), 'a new app')
  await vi.waitFor(() => expect(changed).toContain('apps/returns/portico.app.ts'))
})
