import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { AppDefinition, Manifest } from '@portico/micro-app/manifest'
import { build } from 'vite'
import { expect, onTestFinished, test } from 'vitest'
import { createBuildConfig } from '../src/build-config.ts'
import { findDuplicates } from '../src/common/sizes/duplicates.ts'
import { watchSizes } from '../src/common/sizes/watch-sizes.ts'

const APP: AppDefinition = {
  name: 'sized',
  title: { 'zh-CN': '大小', en: 'Sized' },
  icon: 'tag',
  base: '/sized',
  menu: [],
  framework: 'none',
}

async function folderOf(files: Record<string, string | Buffer>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-sizes-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) await put(join(folder, path), content)
  return folder
}

async function put(file: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, content)
}

/** Nothing that gzip makes smaller. */
const noise = (bytes: number) => randomBytes(bytes)

/** A build of these parts, looked at; answers the lines that were said. */
async function watch(
  root: string,
  entry: string,
  budget?: AppDefinition['budget'],
  moduleIds: string[] = [],
) {
  const manifest = {
    ...{ entry, css: ['assets/app-aaaaaaaa.css'], preload: [entry] },
    contributes: [
      { id: 'start', files: { entry: 'contributions/start/c.js', css: [], preload: [], modules: [] } },
      { id: 'in-entry' },
    ],
  } as unknown as Manifest
  const said: string[] = []
  const say = (line: string) => void said.push(line)
  await watchSizes(
    { ...APP, ...(budget && { budget }) },
    { root, dir: root, manifest, moduleIds, say, warn: say },
  )
  return said
}

const FILES = {
  'assets/entry-aaaaaaaa.js': noise(3000),
  'assets/entry-bbbbbbbb.js': noise(5000),
  'assets/app-aaaaaaaa.css': noise(1000),
  'contributions/start/c.js': noise(2000),
}

test('each file that the app brings at its start is said, once, with what it has gzipped; contributions apart', async () => {
  const said = await watch(await folderOf(FILES), 'assets/entry-aaaaaaaa.js')
  expect(said.map(line => line.replace(/\d+\.\d\d/g, 'n'))).toEqual([
    'What is loaded at the start: n kB gzip',
    '  assets/entry-aaaaaaaa.js  n kB, n kB gzip',
    '  assets/app-aaaaaaaa.css  n kB, n kB gzip',
    'The contribution start: n kB gzip',
    '  contributions/start/c.js  n kB, n kB gzip',
  ])
})

test('the next build says what grew, whatever hash the name has', async () => {
  const root = await folderOf(FILES)
  await watch(root, 'assets/entry-aaaaaaaa.js')
  const said = await watch(root, 'assets/entry-bbbbbbbb.js')
  expect(said[1]).toMatch(/entry-bbbbbbbb\.js .*, \+2\.0\d kB since the last build$/)
  expect(said[2]).not.toContain('since')
})

test('a build above its budget fails with the files, those that grew most first, and is not what the next is compared with', async () => {
  const root = await folderOf(FILES)
  await watch(root, 'assets/entry-aaaaaaaa.js')
  for (let tries = 0; tries < 2; tries += 1) {
    await expect(watch(root, 'assets/entry-bbbbbbbb.js', { startKb: 5 })).rejects.toMatchObject({
      code: 'BUDGET_EXCEEDED',
      message: expect.stringMatching(
        /^BUDGET_EXCEEDED: What is loaded at the start has 6\.\d\d kB gzip; budget\.startKb in portico\.app\.ts is 5 kB\.\n {2}assets\/entry-bbbbbbbb\.js 5\.\d\d kB, \+2\.0\d kB since the last build\n {2}assets\/app/,
      ),
    })
  }
})

test('a contribution has a budget of its own', async () => {
  const root = await folderOf(FILES)
  const ask = (contributionKb: number) =>
    watch(root, 'assets/entry-aaaaaaaa.js', { startKb: 9, contributionKb })
  await expect(ask(1)).rejects.toThrow('The contribution start has 2.')
  await expect(ask(3)).resolves.toBeTruthy()
})

test('a library of which there are two copies is named with their versions', async () => {
  const root = await folderOf({
    'node_modules/dayjs/package.json': '{ "version": "1.11.10" }',
    'node_modules/old/node_modules/dayjs/package.json': '{ "version": "1.9.0" }',
    'node_modules/@scope/one/package.json': '{ "version": "1.0.0" }',
    ...FILES,
  })
  const ids = [
    'dayjs/a.js',
    'dayjs/b.js',
    'old/node_modules/dayjs/a.js',
    'old/x.js',
    '@scope/one/a.js',
    '@scope/one/b.js',
  ]
  const moduleIds = [...ids.map(id => join(root, 'node_modules', id)), '\0virtual', join(root, 'src/App.tsx')]
  expect(findDuplicates(moduleIds)).toEqual(['dayjs 1.11.10 and 1.9.0'])
  const said = await watch(root, 'assets/entry-aaaaaaaa.js', undefined, moduleIds)
  expect(said.at(-1)).toContain('More than one copy is in the build of: dayjs 1.11.10 and 1.9.0.')
})

test.each([
  ['modules', { 'src/entry.js': 'export const mount = () => {}; export const unmount = () => {}' }],
  ['a plain page', { 'index.html': '<script src="page.js"></script>', 'page.js': 'document.title = "page"' }],
])(
  'vite build of %s fails above the budget, and leaves nothing that could be published',
  async (_, files) => {
    const root = await folderOf(files)
    const config = createBuildConfig({ ...APP, budget: { startKb: 0.01 } }, { root, version: '1.0.0' })
    await expect(build({ ...config, configFile: false, logLevel: 'silent' })).rejects.toThrow(
      'BUDGET_EXCEEDED',
    )
    expect(await readdir(join(root, 'dist'))).not.toContain('portico.json')
  },
)
