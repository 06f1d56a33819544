import { readFileSync } from 'node:fs'
import { PLATFORM_SERVICES, STABLE_TAG, type Tag } from '@portico/release'
import { platformSettings } from '@portico/settings'
import { StartupError } from '../problems/startup-error.ts'

/** What distinguishes this running copy of a service from its other copies. */
export interface Revision {
  /** The tag whose calls it takes. */
  tag: Tag
  version: string
  /** What is switched on in this copy and not (yet) in every one, in kebab-case. */
  features: ReadonlySet<string>
}

/** `PORTICO_CELL` of a service whose tenants are in cells; null: there is one cell, or the service is the whole platform's. */
export function readCell(service: string, env: NodeJS.ProcessEnv): string | null {
  const cell = env.PORTICO_CELL || null
  const { test, must } = platformSettings.PORTICO_CELL.form
  if (cell !== null && !test.test(cell))
    throw new StartupError('BAD_SETTING', `PORTICO_CELL must be ${must}, not "${cell}".`)
  return PLATFORM_SERVICES.has(service) ? null : cell
}

const TAG = /^[a-z][a-z0-9-]*$/

/** `PORTICO_TAG`, `PORTICO_VERSION` and `PORTICO_FEATURES` (comma-separated), else what is in the service's package. */
export function readRevision(env: NodeJS.ProcessEnv, migrations: URL): Revision {
  const tag = env.PORTICO_TAG || STABLE_TAG
  if (!TAG.test(tag))
    throw new StartupError('BAD_SETTING', `PORTICO_TAG must be in kebab-case, such as gray, not "${tag}".`)
  const features = (env.PORTICO_FEATURES ?? '').split(',').map(name => name.trim())
  return {
    tag,
    version: env.PORTICO_VERSION || packageVersion(migrations),
    features: new Set(features.filter(name => name !== '')),
  }
}

/** A service's migrations lie beside its package.json. */
function packageVersion(migrations: URL): string {
  try {
    return JSON.parse(readFileSync(new URL('../../package.json', migrations), 'utf8')).version
  } catch {
    return '0.0.0'
  }
}
