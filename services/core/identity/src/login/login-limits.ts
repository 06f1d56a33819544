import type { Credentials } from '@portico/identity-contract'
import { networkOf } from '../throttle/network.ts'
import { type Limit, limitKey } from '../throttle/throttle.ts'
import { THROTTLE_RULES } from '../throttle/throttle-rules.ts'
import { foldName } from './names.ts'

/** What an attempt is counted under. Names count as they are typed, whether they exist or not. */
export function loginLimits({ tenant, username, client }: Credentials, knownBrowser: string | null): Limit[] {
  const account = [foldName(tenant), foldName(username)]
  const { pair, network, browser } = THROTTLE_RULES
  if (knownBrowser !== null)
    return [{ key: limitKey('browser', ...account, knownBrowser), rule: browser, isOwn: true }]
  const place = networkOf(client?.address ?? '')
  return [
    { key: limitKey('pair', ...account, place), rule: pair, isOwn: true },
    { key: limitKey('network', place), rule: network, isOwn: false },
    { key: limitKey('account', ...account), rule: THROTTLE_RULES.account, isOwn: true },
  ]
}
