import { chmod, link, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Parser } from 'tar'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { packDist } from '../src/artifact/pack.ts'

const files: Record<string, string> = {
  'portico.json': '{"name":"sales"}',
  'assets/entry-1.js': 'export const mount = 1',
  'assets/entry-1.js.map': '{}',
  'assets/deep/er/logo.svg': '<svg/>',
  'assets/B.css': '.a{}',
  'assets/a.css': '',
  [`assets/${'long-'.repeat(30)}name.js`]: 'export {}',
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portico-pack-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function writeDist(name: string, paths = Object.keys(files)): Promise<string> {
  const dist = join(folder, name)
  for (const path of paths) {
    await mkdir(dirname(join(dist, path)), { recursive: true })
    await writeFile(join(dist, path), files[path] ?? '')
  }
  return dist
}

async function unpack(body: Buffer) {
  const found: { path: string; type: string; mode: number | undefined; content: string }[] = []
  const parser = new Parser({
    onReadEntry: entry => {
      void entry.concat().then(content => {
        found.push({ path: entry.path, type: entry.type, mode: entry.mode, content: content.toString() })
      })
    },
  })
  await pipeline(Readable.from([body]), parser as unknown as NodeJS.WritableStream)
  return found
}

test('every file is packed with its content, sorted, and nothing else', async () => {
  const { body, fileCount } = await packDist(await writeDist('dist'))
  const found = await unpack(body)
  expect(Object.fromEntries(found.map(({ path, content }) => [path, content]))).toEqual(files)
  expect(found.map(({ path }) => path)).toEqual(Object.keys(files).sort())
  expect(fileCount).toBe(Object.keys(files).length)
  expect(new Set(found.map(({ type, mode }) => `${type} ${mode?.toString(8)}`))).toEqual(
    new Set(['File 644']),
  )
})

test('the same files give the same bytes, whenever, wherever and in whatever order they were written', async () => {
  const one = await writeDist('one')
  const other = await writeDist('other/dist', Object.keys(files).reverse())
  await utimes(join(other, 'portico.json'), 1, 1)
  await chmod(join(other, 'assets/a.css'), 0o777)
  await mkdir(join(other, 'empty'))
  expect((await packDist(one)).body.equals((await packDist(other)).body)).toBe(true)
})

test('another content gives other bytes', async () => {
  const one = await writeDist('one')
  const other = await writeDist('other')
  await writeFile(join(other, 'assets/a.css'), '.b{}')
  expect((await packDist(one)).body.equals((await packDist(other)).body)).toBe(false)
})

test('a file that is linked twice is packed as two files', async () => {
  const dist = await writeDist('dist')
  await link(join(dist, 'assets/B.css'), join(dist, 'assets/C.css'))
  const found = await unpack((await packDist(dist)).body)
  expect(found.filter(({ content }) => content === '.a{}')).toHaveLength(2)
  expect(found.every(({ type }) => type === 'File')).toBe(true)
})

test('a symbolic link is refused, not left out', async () => {
  const dist = await writeDist('dist')
  await symlink('entry-1.js', join(dist, 'assets/alias.js'))
  await expect(packDist(dist)).rejects.toMatchObject({ code: 'LINK_REFUSED', exitCode: 1 })
})
