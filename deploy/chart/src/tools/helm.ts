import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { type KubeObject, parseObjects } from '../objects/objects.ts'
import { ensureTools } from './ensure-tools.ts'

const CHART = resolve(import.meta.dirname, '../..')
const RUN_MS = 60_000

/** What helm says to `helm <line>`, with the chart as its last word. Throws with what it refuses. */
async function helm(...line: string[]): Promise<string> {
  const { helm: program } = await ensureTools()
  const home = join(tmpdir(), 'portico-helm')
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    HELM_CACHE_HOME: home,
    HELM_CONFIG_HOME: home,
    HELM_DATA_HOME: home,
  }
  const { stdout } = await promisify(execFile)(program, line, { env, timeout: RUN_MS, maxBuffer: 1 << 25 })
  return stdout
}

export function lintChart(...more: string[]): Promise<string> {
  return helm('lint', '--strict', ...more, CHART)
}

/** As it would be applied, hooks among it. `more`: such as `--set`. */
async function renderText(...more: string[]): Promise<string> {
  return helm('template', 'portico', CHART, '--namespace', 'portico', ...more)
}

export async function renderChart(...more: string[]): Promise<KubeObject[]> {
  return parseObjects(await renderText(...more))
}
