import type { Notifications } from '../../notifications/notifications.ts'
import type { RulesClient } from './rules-client.ts'

/** Where the release service says its new revision, when it has the same Redis. */
const CHANNEL = 'portico:release:changed'

/** Updates besides the service's own: a gateway receives them even while its way to the service is slow. */
export function listenForRules(
  notifications: Notifications,
  rules: Pick<RulesClient, 'refresh'>,
): () => void {
  return notifications.subscribe(CHANNEL, { onMessage: () => void rules.refresh() })
}
