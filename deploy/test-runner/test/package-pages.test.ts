import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stepsByFolder } from '../src/folders/folder-circles.ts'
import { listFiles } from '../src/repository/list-files.ts'
import { root } from '../src/repository/root.ts'

const read = (file: string) => readFileSync(join(root, file), 'utf8')
const files = listFiles()
const imports = stepsByFolder(files, read)

/** The drawing of a package's page: one row of folders a line, the highest first. */
function rowsOf(page: string): string[][] {
  const [, drawing = ''] = /```text\n([^`]*)```/.exec(page) ?? []
  return drawing
    .trim()
    .split('\n')
    .map(row => row.split(/[\s|]+/).filter(Boolean))
}

test.each(['bff/framework', 'services/platform/release', 'services/kit', 'shell'])(
  'the page of %s draws its folders as they are: each imports from rows below its own',
  path => {
    const page = read(`${path}/README.md`)
    const rows = rowsOf(page)
    const rowOf = (folder: string) => rows.findIndex(row => row.includes(folder))
    const folders = new Set(
      files.flatMap(file => {
        const [folder, ...rest] = file.startsWith(`${path}/src/`)
          ? file.slice(path.length + 5).split('/')
          : []
        return folder && rest.length > 0 ? [folder] : []
      }),
    )
    expect([...rows.flat()].sort()).toEqual([...folders].sort())
    for (const folder of folders) expect(page).toContain(`| \`${folder}\` |`)
    const upward = [...(imports.get(`${path}/src`) ?? [])].flatMap(([from, targets]) =>
      [...targets]
        .filter(([to]) => from !== '.' && rowOf(to) <= rowOf(from))
        .map(([, step]) => `${step.from} -> ${step.to}`),
    )
    expect(upward).toEqual([])
  },
)
