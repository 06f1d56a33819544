import type { SessionInfo, SessionService } from '@portico/micro-app'

const FULL_ACCESS: SessionInfo = {
  user: { id: 'u_fake', username: 'owner', displayName: 'Fake Owner' },
  tenant: { id: 't_fake', slug: 'fake', name: 'Fake Trading', currency: 'GBP', timeZone: 'Europe/London' },
  permissions: [],
}

/** A user who may do everything, unless `permissions` are given. */
export class FakeSession implements SessionService {
  readonly info: SessionInfo
  readonly #mayDoAll: boolean

  constructor(info: Partial<SessionInfo> = {}) {
    this.info = { ...FULL_ACCESS, ...info }
    this.#mayDoAll = info.permissions === undefined
  }

  can(permission: string): boolean {
    return this.#mayDoAll || this.info.permissions.includes(permission)
  }
}
