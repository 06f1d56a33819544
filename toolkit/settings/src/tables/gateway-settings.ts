import type { Setting } from './setting.ts'

const POINTS = { type: 'integer', unit: 'points', min: 1, max: 1_000_000_000, readBy: ['gateway'] } as const
const CALLS = { type: 'integer', unit: 'calls', min: 1, max: 100_000, readBy: ['gateway'] } as const
const STOP = { type: 'integer', unit: 'ms', min: 0, max: 600_000, readBy: ['gateway'] } as const
const REDIS_WAIT = { type: 'integer', unit: 'ms', min: 10, max: 30_000, readBy: ['gateway'] } as const

export const GATEWAY_SETTINGS = {
  PORTICO_WORKERS: {
    type: 'integer',
    unit: 'processes',
    min: 1,
    max: 64,
    default: 1,
    readBy: ['gateway'],
    what: 'Processes that serve. More than one needs REDIS_URL.',
  },
  PORTICO_RELEASE_URLS: {
    type: 'list',
    default: null,
    readBy: ['gateway'],
    what: 'Further release services beside `RELEASE_URL`, asked for as long as none is registered that is well: a gateway without rules starts also when that one is dead.',
  },
  PORTICO_BEHIND_PROXY: {
    type: 'switch',
    default: 'off',
    readBy: ['gateway'],
    what: 'Believes `x-forwarded-*`; only where a proxy of the platform sets them.',
  },
  PORTICO_ACCESS_LOG: {
    type: 'switch',
    default: 'on',
    readBy: ['gateway'],
    what: 'A line in the log for each request. `npm start` has it off.',
  },
  PORTICO_METRICS_PORT: {
    type: 'integer',
    min: 0,
    max: 65_535,
    default: null,
    readBy: ['gateway'],
    what: 'Port of `/metrics`; not set: no metrics.',
  },
  PORTICO_METRICS_HOST: {
    type: 'text',
    default: '127.0.0.1',
    readBy: ['gateway'],
    what: 'Address where metrics are served, apart from HOST.',
  },
  PORTICO_METRICS_TOKEN: {
    type: 'secret',
    default: null,
    readBy: ['gateway', 'services'],
    what: "Bearer token for metrics and the names in the gateway's `/readyz`; not set: who reaches the address of the gateway may read them, and of services programs of the same machine.",
  },
  PORTICO_OPERATIONS: {
    type: 'choice',
    choices: ['report', 'prefer', 'require'],
    default: { production: 'require', development: 'prefer' },
    readBy: ['gateway', 'launcher'],
    what: 'Whether operations that no published app has are run and reported, run, or refused. `npm start` with its own database prefers.',
  },
  PORTICO_BATCH_OPERATIONS: {
    type: 'integer',
    unit: 'operations',
    min: 0,
    max: 10,
    default: 0,
    readBy: ['gateway'],
    what: 'Operations that one request of the graph may have, as an array in its body; each is charged, counted and takes its turn as a call of its own. 0: one, and no array.',
  },
  PORTICO_DEVELOPER_GRANTS: {
    type: 'switch',
    default: 'on',
    readBy: ['gateway'],
    what: 'Whether a token with the action `develop` lets the session beside it run operations that no published app has. `off` refuses it, whatever the token says.',
  },
  PORTICO_WATCH: {
    type: 'switch',
    default: 'off',
    readBy: ['gateway'],
    what: 'Open pages take a newer build as soon as nothing is unsaved, typed or under way, instead of at the next navigation. `npm start -- --watch` has it on.',
  },
  PORTICO_OVERRIDES: {
    type: 'choice',
    choices: ['off', 'published', 'local'],
    default: { production: 'off', development: 'local' },
    readBy: ['gateway', 'launcher'],
    what: 'What users may put in place of an app in one tab of theirs: nothing but what a signed link brings, any published version, or also an address of their own machine. `local` lets pages connect to loopback addresses. `npm start` with its own database has `local`.',
  },
  PORTICO_QUERY_POINTS: { ...POINTS, default: 10_000, what: 'Price of an operation, at most.' },
  PORTICO_USER_POINTS_PER_SECOND: {
    ...POINTS,
    default: 30_000,
    what: 'What a user may spend a second, at all gateways with the same Redis together.',
  },
  PORTICO_TENANT_POINTS_PER_SECOND: {
    ...POINTS,
    default: 60_000,
    what: 'What a tenant may spend a second, at all gateways with the same Redis together.',
  },
  PORTICO_USER_CALLS: { ...CALLS, default: 64, what: 'Calls of a user under way at once.' },
  PORTICO_TENANT_CALLS: { ...CALLS, default: 512, what: 'Calls of a tenant under way at once.' },
  PORTICO_DRAIN_MS: {
    ...STOP,
    default: { production: 10_000, development: 0 },
    what: 'How long a stopping gateway takes new requests, so that a balancer notices. `npm start` has 0.',
  },
  PORTICO_FINISH_MS: {
    ...STOP,
    default: { production: 30_000, development: 5_000 },
    what: 'How long what is in flight may then take.',
  },
  PORTICO_READY_GRACE_MS: {
    ...STOP,
    default: 10_000,
    what: 'How long `/readyz` is 200 while what all gateways share is away (Redis, identity, the artifact store): time for it to fail over.',
  },
  PORTICO_ACCESS_MAX_AGE_SECONDS: {
    type: 'integer',
    unit: 's',
    min: 0,
    max: 43_200,
    default: 300,
    readBy: ['gateway'],
    what: 'How long sessions go on without an answer from identity on what users may do.',
  },
  PORTICO_ASSET_ORIGIN: {
    type: 'url',
    protocols: ['http:', 'https:'],
    default: null,
    readBy: ['gateway'],
    what: 'Origin where alone artifacts are served, such as `https://assets.example.com`; not set: the own origin of the product.',
  },
  PORTICO_FRAMED_APPS: {
    type: 'list',
    default: null,
    readBy: ['gateway', 'services'],
    what: 'Apps that are granted a frame, where strings may be evaluated; an app whose manifest asks for one and is not named here is neither published nor shown.',
  },
  PORTICO_REDIS_CACHE_MS: {
    ...REDIS_WAIT,
    default: 150,
    what: 'How long a read of the cache waits for Redis; one that is slower is left alone until it is quick again.',
  },
  PORTICO_REDIS_SESSION_MS: {
    ...REDIS_WAIT,
    default: 3_000,
    what: 'How long a session waits for Redis; not under PORTICO_REDIS_CACHE_MS.',
  },
} as const satisfies Record<string, Setting>
