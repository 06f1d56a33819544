import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runCli } from './run-cli.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'portico-wrap-'))
  await mkdir(join(root, 'build'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

const write = (file: string, text: string) => writeFile(join(root, 'build', file), text)
const wrap = (...options: string[]) =>
  runCli('http://127.0.0.1:9', ['wrap', join(root, 'build'), '--out', join(root, 'out'), ...options])

it('makes an artifact that can be published of a build', async () => {
  await write('index.html', '<title>Stock</title><script src="a.js"></script><p>Here</p>')
  await write('a.js', 'var a = 1')
  const { exitCode, out } = await wrap('--name', 'stock', '--base', '/stock', '--title-zh', '库存')
  expect([exitCode, out]).toEqual([0, expect.stringContaining('Wrapped stock@1.0.0 into')])
  const manifest = JSON.parse(await readFile(join(root, 'out/dist/portico.json'), 'utf8'))
  expect(manifest).toMatchObject({ name: 'stock', base: '/stock', title: { 'zh-CN': '库存', en: '库存' } })
  expect(manifest.classic?.start).toContain('a.js')
})

it('says what stands in the way with its place, and writes nothing', async () => {
  await write('index.html', '<script src="a.js"></script>')
  await write('a.js', '\n  eval("1")')
  const { exitCode, error } = await wrap('--name', 'stock', '--base', '/stock')
  expect(exitCode).toBe(1)
  expect(error).toContain('WRAP_REFUSED')
  expect(error).toContain('WRAP_EVAL a.js:2:3')
  await expect(readFile(join(root, 'out/dist/portico.json'))).rejects.toThrow('ENOENT')
})

it('makes an artifact for a frame of what evaluates strings, and says who grants it', async () => {
  await write('index.html', '<script src="a.js"></script>')
  await write('a.js', 'eval("1")')
  const { exitCode, out } = await wrap('--name', 'stock', '--base', '/stock', '--isolation', 'frame')
  expect([exitCode, out]).toEqual([0, expect.stringContaining('PORTICO_FRAMED_APPS=stock')])
  const manifest = JSON.parse(await readFile(join(root, 'out/dist/portico.json'), 'utf8'))
  expect(manifest).toMatchObject({ isolation: 'frame', entry: 'portico-page.txt' })
})

it('notes a router that may begin elsewhere than at the base, but of no frame', async () => {
  await write('index.html', '<script src="a.js"></script>')
  await write('a.js', 'history.pushState(null, "", "/")')
  const named = ['--name', 'stock', '--base', '/stock']
  expect((await wrap(...named)).out).toContain('Note: No script of it names /stock.')
  expect((await wrap(...named, '--isolation', 'frame')).out).not.toContain('Note:')
  expect(JSON.parse((await wrap(...named, '--json')).out).notes).toHaveLength(1)
})

it('notes the hosts that the policy of the page refuses', async () => {
  await write('index.html', '<script src="a.js"></script>')
  await write('a.js', 'for (const call of [() => fetch("https://api.example.com/a")]) call()')
  expect((await wrap('--name', 'stock', '--base', '/stock')).out).toContain(
    'It calls https://api.example.com, ',
  )
})

it.each([
  ['--name', 'Stock', '--base', '/stock'],
  ['--name', 'stock', '--base', 'stock'],
  ['--name', 'stock', '--base', '/stock', '--version', 'one'],
])('refuses %s %s %s %s', async (...options) => {
  expect(await wrap(...options)).toMatchObject({ exitCode: 2, error: expect.stringContaining('WRAP_OPTION') })
})
