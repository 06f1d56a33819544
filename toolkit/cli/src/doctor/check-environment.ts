import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { request } from 'undici'
import { type Finding, finding } from './finding.ts'

const NEEDED_NODE = [20, 19] as const
const DEFAULT_REGISTRY = 'https://registry.npmjs.org/'
const TIMEOUT_MS = 5_000
/** Signatures hold for a minute and some seconds. */
const MAX_CLOCK_MS = 30_000

export function checkNode(version: string): Finding[] {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [neededMajor, neededMinor] = NEEDED_NODE
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return []
  return [
    finding(
      'NODE_TOO_OLD',
      `Node ${version}`,
      `The packages of Portico need Node ${NEEDED_NODE.join('.')} or later.`,
    ),
  ]
}

/** `serverMs`: what the other side says it is now. */
export function checkClock(place: string, serverMs: number, nowMs: number): Finding[] {
  const aheadMs = nowMs - serverMs
  if (Math.abs(aheadMs) <= MAX_CLOCK_MS) return []
  const seconds = Math.round(Math.abs(aheadMs) / 1000)
  return [
    finding('CLOCK_WRONG', place, `This machine is ${seconds} s ${aheadMs > 0 ? 'ahead of' : 'behind'} it.`),
  ]
}

/** Whether the registry of a folder has what its package.json takes from it of Portico. */
export async function checkRegistry(
  folder: string,
  env: Record<string, string | undefined>,
): Promise<Finding[]> {
  const name = await findPackage(folder)
  if (name === null) return []
  const registry = await registryOf(folder, env)
  const fault = await findRegistryFault(registry, name)
  return fault === null ? [] : [finding('REGISTRY_UNREACHABLE', registry, fault)]
}

/** The first package of Portico that is installed from a registry; null: there is none. */
async function findPackage(folder: string): Promise<string | null> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => null)
  if (text === null) return null
  const { dependencies = {}, devDependencies = {} } = parsePackage(text)
  const wanted = Object.entries({ ...devDependencies, ...dependencies })
  return (
    wanted.find(
      ([name, range]) => name.startsWith('@portico/') && !/^(?:workspace|file|link|portal):/.test(range),
    )?.[0] ?? null
  )
}

function parsePackage(text: string): {
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
} {
  try {
    return JSON.parse(text) as object
  } catch {
    return {}
  }
}

/** As npm looks for it: a registry of the scope alone goes first, and the folder's `.npmrc` goes before the user's. */
async function registryOf(folder: string, env: Record<string, string | undefined>): Promise<string> {
  const ofUser = env.npm_config_userconfig ?? join(homedir(), '.npmrc')
  const settings = { ...(await readSettings(ofUser)), ...(await readSettings(join(folder, '.npmrc'))) }
  return settings['@portico:registry'] ?? env.npm_config_registry ?? settings.registry ?? DEFAULT_REGISTRY
}

/** Of a file that is not there: none. */
async function readSettings(file: string): Promise<Record<string, string | undefined>> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const lines = text.split('\n').map(line => line.trim())
  const settings = lines.filter(line => line.includes('=') && !/^[#;]/.test(line))
  return Object.fromEntries(
    settings.map(line => {
      const at = line.indexOf('=')
      return [
        line.slice(0, at).trim(),
        line
          .slice(at + 1)
          .trim()
          .replaceAll('"', ''),
      ]
    }),
  )
}

async function findRegistryFault(registry: string, name: string): Promise<string | null> {
  try {
    const url = new URL(name.replace('/', '%2f'), registry.endsWith('/') ? registry : `${registry}/`)
    const { statusCode, body } = await request(url, { signal: AbortSignal.timeout(TIMEOUT_MS) })
    await body.dump()
    // One that wants a name and a password is there, and what it has is between it and npm.
    if (statusCode < 400 || statusCode === 401 || statusCode === 403) return null
    return `It answers ${statusCode} for ${name}.`
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return `It does not answer (${code}).`
  }
}
