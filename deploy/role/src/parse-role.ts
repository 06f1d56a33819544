import { SERVICE_NAMES } from '@portico/service-contract/services'
import type { ProcessRole } from '@portico/settings/check'
import { RoleFault } from './role-fault.ts'

export interface Command {
  role: ProcessRole
  /** Of `migrate`: the settings of the services go to standard output, for an operator. */
  printsUrls: boolean
}

const USAGE = `gateway | service <${SERVICE_NAMES.join('|')}> | release | worker | migrate [--print-urls] | publish | operator-link`
const PRINT_URLS = '--print-urls'

/** Of the arguments of the program; `services` are those of a worker. Throws RoleFault. */
export function parseRole([name, ...rest]: readonly string[], services: readonly string[]): Command {
  if (name === 'service') return commandOf('service', onlyService(rest))
  if (name === 'migrate' && rest.every(flag => flag === PRINT_URLS))
    return { role: { name, services: SERVICE_NAMES }, printsUrls: rest.length > 0 }
  if (rest.length > 0) throw usage(`${rest.join(' ')} is too much`)
  if (name === 'gateway') return commandOf(name, [])
  if (name === 'release' || name === 'publish') return commandOf(name, ['release'])
  if (name === 'operator-link') return commandOf(name, [])
  if (name === 'worker') return commandOf(name, services.map(requireService))
  throw usage(name === undefined ? 'no role was named' : `${name} is no role`)
}

function commandOf(name: ProcessRole['name'], services: readonly string[]): Command {
  return { role: { name, services }, printsUrls: false }
}

function onlyService([name, ...more]: readonly string[]): string[] {
  if (name === undefined || more.length > 0) throw usage('the role service takes the name of one')
  return [requireService(name)]
}

function requireService(name: string): string {
  if ((SERVICE_NAMES as readonly string[]).includes(name)) return name
  throw usage(`${name} is no service`)
}

function usage(what: string): RoleFault {
  return new RoleFault(`WRONG_USAGE: ${what}. The roles: ${USAGE}.`, 2)
}
