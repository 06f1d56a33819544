/** The forms of REDIS_URL, for messages. `s` after `redis`: by TLS. */
export const REDIS_FORMS = [
  'redis[s]://[user:password@]host[:6379][/db]',
  'redis[s]+cluster://[user:password@]host[:6379],host...',
  'redis[s]+sentinel://[user:password@]host[:26379],host.../name-of-the-master[/db]',
]

interface Address {
  host: string
  port: number
}

interface Account {
  username: string | null
  password: string | null
  hasTls: boolean
}

export type RedisPlace = Account &
  (
    | { kind: 'single'; host: string; port: number; db: number }
    /** Some of the nodes; the rest is asked of them. */
    | { kind: 'cluster'; nodes: Address[] }
    /** The master's address is asked of the sentinels, at each connecting. */
    | { kind: 'sentinel'; sentinels: Address[]; master: string; db: number; sentinelPassword: string | null }
  )

/** Does not repeat the URL, which may hold a password. */
export class BadRedisUrl extends Error {}

const MAX_CHARACTERS = 2048
const PARTS = /^(rediss?)(?:\+(cluster|sentinel))?:\/\/(?:([^@/?]*)@)?([^@/?]+)(?:\/([^?]*))?(?:\?(.*))?$/
const REDIS_PORT = 6379
const SENTINEL_PORT = 26_379

/** `?sentinelPassword=` is of the sentinels themselves, where they ask for one. Throws BadRedisUrl. */
export function parseRedisUrl(text: string): RedisPlace {
  const [, scheme, kind, account, hosts = '', path = '', query] =
    PARTS.exec(text.slice(0, MAX_CHARACTERS)) ?? []
  if (scheme === undefined || text.length > MAX_CHARACTERS) throw refused()
  const common = { ...readAccount(account), hasTls: scheme === 'rediss' }
  const addresses = hosts
    .split(',')
    .map(host => readAddress(host, kind === 'sentinel' ? SENTINEL_PORT : REDIS_PORT))
  if (kind === 'cluster') {
    if (path !== '') throw new BadRedisUrl('A cluster of Redis has no databases: leave the path out.')
    return { kind, ...common, nodes: addresses }
  }
  const [first = '', second = ''] = path.split('/')
  if (kind === 'sentinel') {
    if (first === '') throw new BadRedisUrl('With sentinels the path names the master, such as /mymaster.')
    const sentinelPassword = new URLSearchParams(query).get('sentinelPassword')
    return { kind, ...common, sentinels: addresses, master: first, db: readDb(second), sentinelPassword }
  }
  const [only] = addresses
  if (!only || addresses.length > 1) throw refused()
  return { kind: 'single', ...common, ...only, db: readDb(first) }
}

function readAccount(text: string | undefined): { username: string | null; password: string | null } {
  const [username = '', ...password] = (text ?? '').split(':')
  return { username: decode(username) || null, password: decode(password.join(':')) || null }
}

/** IPv6 stands in brackets, as in every URL. */
function readAddress(text: string, fallback: number): Address {
  const [, six, name, port] = /^(?:\[([0-9a-f:.]+)\]|([\w.-]+))(?::(\d{1,5}))?$/i.exec(text) ?? []
  const host = six ?? name
  const number = port === undefined ? fallback : Number(port)
  if (host === undefined || number < 1 || number > 65_535) throw refused()
  return { host, port: number }
}

function readDb(text: string): number {
  if (!/^\d{0,4}$/.test(text)) throw new BadRedisUrl('The number of the database is no number.')
  return Number(text)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw refused()
  }
}

function refused(): BadRedisUrl {
  return new BadRedisUrl(`It must be ${REDIS_FORMS.join(' or ')}.`)
}
