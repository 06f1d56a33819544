import { type Catalogue, type Declared, joinDeclared, parseDeclared } from '@portico/micro-app/declarations'
import type { AppDefinition } from '@portico/micro-app/manifest'
import type { ReleaseClient } from '../connection/release.client.ts'
import { CliError } from '../errors/cli-error.ts'

const PATH = '/api/declarations'
/** Some kilobytes an app. */
const MAX_BYTES = 4 * 1024 * 1024
/** Of the protocol between shell and sub-apps that this program was built with. */
const PROTOCOL = 1

/** What the apps of a platform's baseline have for each other. */
export interface PulledDeclarations {
  url: string
  shell: string
  /** App -> version. */
  versions: Record<string, string>
  declared: Record<string, Declared>
  /** App -> the base it has. */
  bases: Record<string, string>
  /** Library -> the version that the baseline shares. */
  shared: Record<string, string>
  /** Apps whose manifest the gateway cannot read. */
  missing: string[]
  /** Null: the platform speaks the protocol of this program. */
  protocolFault: string | null
}

interface Answered {
  shell: string
  protocol: number
  apps: Record<string, Declared & { version: string; base: string }>
  shared: Record<string, string>
  missing: string[]
}

/** Throws GATEWAY_ERROR, DECLARATIONS_INVALID, and what the gateway refuses with. */
export async function pullDeclarations(api: ReleaseClient): Promise<PulledDeclarations> {
  const { text } = await api.ask({ method: 'GET', path: PATH, headers: { accept: 'application/json' } })
  const { shell, protocol, apps, shared, missing } = parse(text, `${api.url}${PATH}`)
  const entries = Object.entries(apps)
  const protocolFault =
    protocol === PROTOCOL
      ? null
      : `The platform speaks protocol ${protocol} of sub-apps, this program ${PROTOCOL}.`
  return {
    ...{ url: api.url, shell, missing, protocolFault },
    versions: Object.fromEntries(entries.map(([name, { version }]) => [name, version])),
    shared,
    bases: Object.fromEntries(entries.map(([name, { base }]) => [name, base])),
    declared: Object.fromEntries(entries.map(([name, app]) => [name, read(app, name)])),
  }
}

/** With those of the app itself, which may be newer here than on the platform. Throws DECLARATIONS_INVALID. */
export function joinOwn({ declared }: PulledDeclarations, own: AppDefinition | null): Catalogue {
  if (own === null) return joinDeclared(declared)
  return joinDeclared({ ...declared, [own.name]: read(own, own.name) })
}

function read(declared: Declared, name: string): Declared {
  try {
    return parseDeclared({ events: declared.events, slots: declared.slots }, name)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CliError('DECLARATIONS_INVALID', `What ${name} declares cannot be used: ${reason}`, { cause })
  }
}

function parse(text: string, address: string): Answered {
  if (text.length > MAX_BYTES) throw new CliError('GATEWAY_ERROR', `What ${address} answers is too long.`)
  try {
    const { shell, protocol, apps, shared = {}, missing } = JSON.parse(text) as Partial<Answered>
    if (typeof shell === 'string' && typeof protocol === 'number' && isObject(apps) && Array.isArray(missing))
      return { shell, protocol, apps, shared, missing }
  } catch {
    // What is no JSON is no answer of a gateway either.
  }
  throw new CliError('GATEWAY_ERROR', `What answers at ${address} is no gateway of Portico, or an older one.`)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
