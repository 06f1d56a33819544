import { networkInterfaces } from 'node:os'
import { SERVICE_NAMES } from '@portico/service-contract/services'
import {
  checkSettings,
  faultLines,
  listUnknown,
  type ProcessRole,
  readSettingFiles,
  type SettingFault,
} from '@portico/settings/check'
import { RoleFault } from './role-fault.ts'

type Env = Record<string, string | undefined>

const EVERY_ADDRESS = '0.0.0.0'

/** What is set, with what files hold in place of their names. Throws RoleFault with all files that cannot be used. */
export function readEnvironment(given: Env): Env {
  const { env, faults } = readSettingFiles(given, SERVICE_NAMES)
  if (faults.length > 0) throw new RoleFault(faultLines(faults))
  return env
}

/**
 * `env` as a process of an installation has it: it listens where others reach it, says that address, and leaves the schema to
 * the migration job, unless it is set otherwise. Throws RoleFault with all that is wrong.
 */
export function completeEnvironment(
  env: Env,
  role: ProcessRole,
  addresses: readonly string[] = outerAddresses(),
): Env {
  const host = env.HOST || EVERY_ADDRESS
  const complete: Env = { ...env, HOST: host, PORTICO_MIGRATIONS: env.PORTICO_MIGRATIONS || 'expect' }
  const faults = checkSettings(complete, role, SERVICE_NAMES)
  if (isRegistered(complete, role) && host === EVERY_ADDRESS) {
    const [only] = addresses
    if (only !== undefined && addresses.length === 1) complete.PORTICO_ADVERTISED_HOST = only
    else faults.push(addressFault(addresses))
  }
  if (faults.length > 0) throw new RoleFault(faultLines(faults))
  return complete
}

/** Said, and no reason to stop: an older image that comes back meets the settings of the newer one. */
export function unknownSettings(given: Env): SettingFault[] {
  return listUnknown(given, SERVICE_NAMES)
}

/** A service that says to the release service where it is, and is not given the answer. */
function isRegistered(env: Env, { name, services }: ProcessRole): boolean {
  const [service = ''] = services
  const isService = name === 'service' || name === 'release'
  const isAdvertised = env.PORTICO_ADVERTISED_HOST || env[`${service.toUpperCase()}_ADVERTISED_URL`]
  return isService && Boolean(env.RELEASE_URL) && !isAdvertised
}

function addressFault(addresses: readonly string[]): SettingFault {
  const found = addresses.length === 0 ? 'no address' : `the addresses ${addresses.join(', ')}`
  return {
    code: 'SETTING_REQUIRED',
    name: 'PORTICO_ADVERTISED_HOST',
    message: `PORTICO_ADVERTISED_HOST must say at which host others reach this process: the machine has ${found}.`,
  }
}

/** Of this machine, as others may reach them: IPv4, and IPv6 where there is no other. */
function outerAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap(found => found ?? [])
  const outer = all.filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
  const four = outer.filter(({ family }) => family === 'IPv4')
  return (four.length > 0 ? four : outer).map(({ address }) => address)
}
