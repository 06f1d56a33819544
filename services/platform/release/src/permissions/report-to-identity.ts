import { identityContract } from '@portico/identity-contract'
import { Loop } from '@portico/loop'
import { releaseContract } from '@portico/release-contract'
import {
  callRoute,
  createContext,
  type RevisionWatch,
  SERVICE_PORTS,
  type ServiceApp,
  type ServiceContext,
} from '@portico/service-kit'
import { readLivePermissions } from './live-permissions.ts'

const TIMEOUT_MS = 5_000
/** While identity is away. */
const PAUSE_MS = 60_000
const BACKOFF = { firstMs: 200, maxMs: 5_000 }

/**
 * Identity makes the roles of all tenants up with what apps have added: this is sent once it is there, which its first heartbeat
 * says, and after each change of the rules that changes what they add.
 */
export function reportToIdentity(app: ServiceApp, service: ServiceContext, watch: RevisionWatch): void {
  const { database, clients, log } = service
  const identity = clients.connect('identity', SERVICE_PORTS.identity, { timeoutMs: TIMEOUT_MS })
  let sent = ''
  const loop = new Loop({
    run: async () => {
      const body = await readLivePermissions(database)
      const items = JSON.stringify(body.items)
      if (items === sent) return 'pause'
      const context = createContext({ tenantId: '' })
      await callRoute(identity, identityContract.routes.putAddedPermissions, { context, body })
      sent = items
      return 'pause'
    },
    pauseMs: PAUSE_MS,
    backoff: BACKOFF,
    onFailing: cause =>
      log.warn({ cause }, 'identity does not take what apps add to the permissions; trying again'),
  })
  watch.onNewer(() => loop.wake())
  app.addHook('onResponse', async ({ routeOptions, body }, { statusCode }) => {
    const isBeat = routeOptions.url === releaseContract.routes.putInstance.url && statusCode === 200
    if (isBeat && (body as { service?: unknown }).service === identityContract.service) void loop.start()
  })
  app.addHook('onClose', () => loop.stop())
}
