import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { describeMade, makeSubApp } from '../src/make-sub-app.ts'
import { type CreateOptions, TEMPLATES } from '../src/options/flags.ts'

const STOCK: CreateOptions = {
  name: 'stock-count',
  template: 'react',
  base: '/stock',
  titleZh: '盘点',
  titleEn: 'Stock count',
}

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-create-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** As much of the platform's repository as a command looks for. */
async function fakeRepository(): Promise<string> {
  const root = await emptyFolder()
  await writeFile(join(root, 'pnpm-workspace.yaml'), '')
  await mkdir(join(root, 'toolkit/micro-app'), { recursive: true })
  await mkdir(join(root, 'apps/sales'), { recursive: true })
  const definition =
    "export default {\n  name: 'sales',\n  base: '/sales',\n  menu: [{ name: 'inner' }],\n}\n"
  await writeFile(join(root, 'apps/sales/portico.app.ts'), definition)
  return root
}

const readJson = async (file: string) => JSON.parse(await readFile(file, 'utf8'))

test.each(TEMPLATES)(
  'an app of %s has all it needs, under its own name, and no word of the template',
  async template => {
    const cwd = await emptyFolder()
    const { folder, files } = await makeSubApp({ ...STOCK, template }, cwd)
    expect(folder).toBe(join(cwd, 'stock-count'))
    expect(files).toEqual(
      expect.arrayContaining([
        ...['.github/workflows/ship.yml', '.gitignore', '.gitlab-ci.yml', 'README.md', 'package.json'],
        ...['portico.app.ts', 'src/customers/customers.graphql', 'src/graph/graph.generated.ts'],
        ...['src/test/app.test.ts', 'tsconfig.json', 'vite.config.ts'],
      ]),
    )
    expect(
      (await readdir(folder, { recursive: true, withFileTypes: true })).filter(entry => entry.isFile()),
    ).toHaveLength(files.length)
    const texts = await Promise.all(files.map(file => readFile(join(folder, file), 'utf8')))
    expect(texts.join('\n')).not.toMatch(/template-|Template title|模板|workspace:|catalog:/)
    expect(await readFile(join(folder, 'portico.app.ts'), 'utf8')).toContain(
      "title: { 'zh-CN': '盘点', en: 'Stock count' }",
    )
    const { name, dependencies, devDependencies } = await readJson(join(folder, 'package.json'))
    expect(name).toBe('stock-count')
    // Checkers of Vue and Svelte files are not made for the later one.
    const isLater = template === 'react' || template === 'html'
    expect(devDependencies.typescript).toMatch(isLater ? /^~7/ : /^~6/)
    expect(devDependencies).not.toHaveProperty('typescript-native')
    expect(dependencies['@portico/micro-app']).toMatch(/^\^\d/)
    expect((await readFile(join(folder, 'vite.config.ts'), 'utf8')).trim().split('\n')).toHaveLength(3)
  },
)

test('titles with quotes and backslashes stay what they are', async () => {
  const cwd = await emptyFolder()
  const titles = { titleEn: `Bell's "best" \\ $& \${x}`, titleZh: "铃's" }
  const { folder } = await makeSubApp({ ...STOCK, ...titles }, cwd)
  const definition = await import(join(folder, 'portico.app.ts'))
  expect(definition.default.title).toEqual({ en: titles.titleEn, 'zh-CN': titles.titleZh })
})

test('in the repository it becomes an app of the workspace, wherever below it the command is given', async () => {
  const root = await fakeRepository()
  const created = await makeSubApp(STOCK, join(root, 'toolkit'))
  expect(created).toMatchObject({ folder: join(root, 'apps/stock-count'), isInRepository: true })
  expect(created.files).not.toEqual(expect.arrayContaining(['.gitignore', '.gitlab-ci.yml', 'tsconfig.json']))
  const { name, scripts, dependencies, devDependencies } = await readJson(
    join(created.folder, 'package.json'),
  )
  expect({ name, scripts }).toEqual({
    name: '@portico/app-stock-count',
    scripts: { build: 'vite build', dev: 'vite' },
  })
  expect(dependencies).toMatchObject({ '@portico/micro-app': 'workspace:*', react: 'catalog:' })
  expect(devDependencies).not.toHaveProperty('vitest')
  expect(describeMade(STOCK, created, root)).toContain('  npm start')
})

test.each([
  [{ name: 'sales', base: '/other' }, 'is called sales already'],
  [{ name: 'other', base: '/sales' }, 'overlaps /sales of apps/sales'],
  [{ name: 'other', base: '/sales/orders' }, 'overlaps /sales of apps/sales'],
])('in the repository a name or base of another app is refused: %o', async (given, message) => {
  const root = await fakeRepository()
  await expect(makeSubApp({ ...STOCK, ...given }, root)).rejects.toMatchObject({
    code: 'APP_NAME_TAKEN',
    message: expect.stringContaining(message),
  })
  expect(await readdir(join(root, 'apps'))).toEqual(['sales'])
})

test('in the repository a Svelte app, whose tests would not run there, is refused; outside it is made', async () => {
  const root = await fakeRepository()
  await expect(makeSubApp({ ...STOCK, template: 'svelte' }, root)).rejects.toMatchObject({
    code: 'TEMPLATE_NOT_HERE',
    advice: expect.stringContaining('outside of this repository'),
  })
  expect(await readdir(join(root, 'apps'))).toEqual(['sales'])
})

test('a base that only begins alike is free', async () => {
  const root = await fakeRepository()
  await expect(makeSubApp({ ...STOCK, base: '/sales-extra' }, root)).resolves.toBeTruthy()
})

test('a folder that holds something is refused and left as it was, as is a file', async () => {
  const cwd = await emptyFolder()
  await mkdir(join(cwd, 'stock-count'))
  await writeFile(join(cwd, 'stock-count/notes.txt'), 'mine')
  await writeFile(join(cwd, 'file'), 'mine')
  for (const dir of [undefined, 'file']) {
    await expect(makeSubApp(dir === undefined ? STOCK : { ...STOCK, dir }, cwd)).rejects.toMatchObject({
      code: 'FOLDER_NOT_EMPTY',
    })
  }
  expect(await readdir(cwd)).toEqual(['file', 'stock-count'])
  expect(await readdir(join(cwd, 'stock-count'))).toEqual(['notes.txt'])
})

test('an empty folder, or a repository cloned empty, is filled in place', async () => {
  const cwd = await emptyFolder()
  await mkdir(join(cwd, '.git'))
  const { folder } = await makeSubApp({ ...STOCK, dir: '.' }, cwd)
  expect(folder).toBe(cwd)
  expect(await readdir(cwd)).toEqual(expect.arrayContaining(['.git', 'package.json', 'src']))
  expect((await readdir(cwd)).filter(name => name.startsWith('.portico-create'))).toEqual([])
})

test('what cannot be written to its end leaves nothing, of folders on the way either', async () => {
  const cwd = await emptyFolder()
  await writeFile(join(cwd, 'file'), '')
  await expect(makeSubApp({ ...STOCK, dir: 'file/below/stock' }, cwd)).rejects.toMatchObject({
    code: 'FOLDER_NOT_WRITABLE',
  })
  // A name longer than any file system takes: the folder above is made, the app cannot be.
  await expect(makeSubApp({ ...STOCK, dir: `above/${'x'.repeat(300)}` }, cwd)).rejects.toMatchObject({
    code: 'FOLDER_NOT_WRITABLE',
  })
  expect(await readdir(cwd)).toEqual(['file'])
})
