import { AppError } from '../errors/app-error.ts'
import type { Log } from '../telemetry/log.ts'
import type { TokenLooks } from './token-looks.ts'

/** A token in it lets the session of the call run operations that no published app has. */
export const DEVELOPER_HEADER = 'x-portico-developer'

export interface DeveloperGrantParts {
  /** False: no token grants anything here. */
  isOn: boolean
  looks: Pick<TokenLooks, 'look'>
  log: Pick<Log, 'info'>
}

/** A call that asks for a grant. */
export interface GrantedCall {
  secret: string
  /** As `x-portico-app` names it, without the version; null where the call names none. */
  app: string | null
  tenant: string
  user: string
}

/** What a developer's token adds to a session: operations of its apps that are not published. No data, no permission. */
export class DeveloperGrants {
  readonly #parts: DeveloperGrantParts

  constructor(parts: DeveloperGrantParts) {
    this.#parts = parts
  }

  /**
   * The log says the name of the token, and in which session it counted. Faults: DEVELOPER_GRANTS_OFF, TOKEN_NOT_CHECKED,
   * FORBIDDEN_SCOPE, INVALID_REQUEST, and TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REVOKED of the release service.
   */
  async require({ secret, app, tenant, user }: GrantedCall): Promise<void> {
    const { isOn, looks, log } = this.#parts
    if (!isOn) throw new AppError('DEVELOPER_GRANTS_OFF')
    const { name, actions, apps } = await looks.look(secret)
    if (!actions.includes('develop'))
      throw new AppError('FORBIDDEN_SCOPE', `The token ${name} may not develop.`, { action: 'develop' })
    if (app !== null && !apps.includes('*') && !apps.includes(app))
      throw new AppError('FORBIDDEN_SCOPE', `The token ${name} is not for ${app}.`, {
        action: 'develop',
        names: [app],
      })
    log.info('operation.granted', { grant: name, app, tenant, user })
  }
}
