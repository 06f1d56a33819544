import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { PackageError } from '../packages/package-error.ts'
import { listPublishedFiles, type PublicPackage, sourceOf } from '../packages/public-packages.ts'
import { ROOT } from '../packages/root.ts'

const COMPILER = join(ROOT, 'node_modules/typescript-native/bin/tsc')
const TIMEOUT_MS = 2 * 60_000
/** Files of a package that browsers' builds read as they are. */
const COPIED = /\.(?:css|svelte)$/
const TESTS = /(?:^|\/)test\//

/**
 * Compiles all packages in one run, since their types are each other's, and puts into the `dist` of each what is its own:
 * of a `compile` package everything, of a `bundle` package the types of its entries.
 */
export async function compile(packages: readonly PublicPackage[]): Promise<void> {
  const cache = join(ROOT, 'node_modules/.cache')
  await mkdir(cache, { recursive: true })
  const place = await mkdtemp(join(cache, 'portico-packages-'))
  try {
    await runCompiler(place, packages)
    for (const each of packages)
      await (each.form === 'compile' ? keepAll(each, place) : keepTypes(each, place))
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

async function runCompiler(place: string, packages: readonly PublicPackage[]): Promise<void> {
  const config = {
    extends: join(ROOT, 'tsconfig.web.json'),
    compilerOptions: {
      ...{ target: 'ES2022', types: ['node', 'vite/client'], rootDir: ROOT, outDir: join(place, 'out') },
      ...{ noEmit: false, declaration: true, declarationMap: true, sourceMap: true },
      ...{ allowImportingTsExtensions: false, rewriteRelativeImportExtensions: true },
    },
    ...listSources(packages),
  }
  const file = join(place, 'tsconfig.json')
  await writeFile(file, JSON.stringify(config))
  const run = promisify(execFile)
  await run(process.execPath, [COMPILER, '-p', file], { cwd: ROOT, timeout: TIMEOUT_MS }).catch(error => {
    throw new PackageError('PACKAGE_TYPES', `The packages do not compile:\n${error.stdout ?? error}`)
  })
}

function listSources(packages: readonly PublicPackage[]): {
  files: string[]
  include: string[]
  exclude: string[]
} {
  const compiled = packages.filter(({ form }) => form === 'compile')
  const bundled = packages.filter(({ form }) => form === 'bundle')
  return {
    files: bundled.flatMap(({ dir, json }) =>
      listPublishedFiles(json)
        .filter(file => file.startsWith('dist/') && file.endsWith('.d.ts'))
        .map(file => join(dir, sourceOf(file))),
    ),
    include: compiled.map(({ dir }) => join(dir, 'src')),
    exclude: compiled.map(({ dir }) => join(dir, 'src/**/test')),
  }
}

async function keepAll({ dir, folder }: PublicPackage, place: string): Promise<void> {
  const out = join(place, 'out', folder, 'src')
  const written = (await listFiles(out)).map(file => copyWithMap(join(out, file), join(dir, 'dist', file)))
  const copied = (await listFiles(join(dir, 'src'))).filter(file => COPIED.test(file) && !TESTS.test(file))
  await Promise.all([
    ...written,
    ...copied.map(file => copyInto(join(dir, 'src', file), join(dir, 'dist', file))),
  ])
}

/** The types of the entries, and those which they take from beside them. */
async function keepTypes({ dir, folder, json }: PublicPackage, place: string): Promise<void> {
  const out = join(place, 'out', folder, 'src')
  const entries = listPublishedFiles(json).filter(file => /^dist\/.*\.d\.ts$/.test(file))
  const kept = new Set(entries.map(file => join(out, file.replace('dist/', ''))))
  for (const file of kept) {
    const text = await readFile(file, 'utf8')
    for (const [, path = ''] of text.matchAll(/\bfrom ['"](\.[^'"]+)\.(?:js|ts)['"]/g))
      kept.add(join(dirname(file), `${path}.d.ts`))
    await copyInto(file, join(dir, 'dist', relative(out, file)), withoutMap(text))
  }
}

/** The sources are not among the files of a bundled package. */
function withoutMap(text: string): string {
  return text.replace(/^\/\/# sourceMappingURL=.*$/m, '')
}

/** A map leads from where the compiler wrote it to the source; it has to lead there from `dist`. */
async function copyWithMap(from: string, to: string): Promise<void> {
  if (!from.endsWith('.map')) return copyInto(from, to)
  const map = JSON.parse(await readFile(from, 'utf8')) as { sources: string[] }
  const sources = map.sources.map(source => relative(dirname(to), join(dirname(from), source)))
  await copyInto(from, to, JSON.stringify({ ...map, sources }))
}

async function copyInto(from: string, to: string, text?: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  await (text === undefined ? copyFile(from, to) : writeFile(to, text))
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
}
