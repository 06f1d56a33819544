import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { listImported } from '../src/rules/imports.ts'

test('what sources import is found in every way to write it, and what tests import is not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'portico-imports-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await mkdir(join(folder, 'test'))
  await writeFile(
    join(folder, 'a.tsx'),
    `import { readFileSync } from 'node:fs'
     import type { Type } from '@scope/types/deep'
     import side, { named } from 'plain/part'
     export { other } from 're-exported'
     export * from 'everything'
     import './own.ts'
     export const later = () => import("late")
     export const computed = (name: string) => import(name)
     export const view = <p>import 'nothing'</p>`,
  )
  await writeFile(join(folder, 'test/a.test.ts'), `import 'vitest'`)
  expect(listImported(folder)).toEqual(['@scope/types', 'everything', 'late', 'plain', 're-exported'])
})
