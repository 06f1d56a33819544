import { type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { service } from '../src/index.ts'

const tenant = { currency: 'CNY', timeZone: 'Asia/Shanghai' }

/** Tenants `demo` (`owner`, `clerk`) and `other` (`owner`); every password is `portico`. */
export async function startLoginPage(): Promise<ServiceUnderTest> {
  const identity = await startForTest(service)
  await provision(identity, 'demo', ['owner', 'clerk'])
  await provision(identity, 'other', ['owner'])
  return identity
}

export async function provision(identity: ServiceUnderTest, slug: string, usernames: readonly string[]) {
  const users = usernames.map(username => ({
    username,
    displayName: username,
    password: 'portico',
    role: username === 'clerk' ? 'clerk' : 'owner',
  }))
  const body = { ...tenant, slug, name: slug, users }
  const response = await identity.call('PUT', `/tenants/t_${slug}`, { tenant: null, body })
  if (response.statusCode !== 200) throw new Error(response.body)
}

export interface Attempt {
  tenant?: string
  username?: string
  password?: string
  address?: string
  browsers?: string[]
}

/** By default the owner of `demo` with the right password, from an unknown browser. */
export function attempt(
  identity: ServiceUnderTest,
  {
    tenant = 'demo',
    username = 'owner',
    password = 'portico',
    address = '192.0.2.1',
    browsers = [],
  }: Attempt = {},
) {
  const body = { tenant, username, password, client: { address, browsers } }
  return identity.call('POST', '/login', { tenant: null, body })
}

/** As if so much time had passed for all counters. */
export function letTimePass(identity: ServiceUnderTest, seconds: number) {
  return identity.database.tenant('~throttle', tx =>
    tx.run(
      `update throttle set blocked_until = blocked_until - make_interval(secs => $1),
         forget_at = forget_at - make_interval(secs => $1)`,
      [seconds],
    ),
  )
}

/** Of `makeWaitsLonger`, in seconds, so that no wait is over because the machine is slow. */
export const LONG_WAIT = 600

export function makeWaitsLonger(identity: ServiceUnderTest) {
  return letTimePass(identity, -LONG_WAIT)
}

export function forgetFailures(identity: ServiceUnderTest) {
  return identity.database.tenant('~throttle', tx => tx.run('delete from throttle'))
}
