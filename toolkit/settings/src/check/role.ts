import type { Part } from '../tables/setting.ts'

/** What one process of an installation is. `release` is the service of that name. */
export const ROLES = [
  'gateway',
  'service',
  'release',
  'worker',
  'migrate',
  'publish',
  'operator-link',
] as const
export type RoleName = (typeof ROLES)[number]

export interface ProcessRole {
  name: RoleName
  /**
   * The services of the process: one of `service` and `release`, any number of a worker, all of a migration; of `publish` the one whose
   * database it writes to.
   */
  services: readonly string[]
}

/** As the tables of settings name it. */
export function settingsPartOf(role: RoleName): Part {
  if (role === 'gateway') return 'gateway'
  return role === 'migrate' ? 'migration job' : 'services'
}
