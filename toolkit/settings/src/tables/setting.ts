/** What reads a setting. `build` is Vite and what builds artifacts; `tests` are the suite and the benchmarks. */
export type Part = 'gateway' | 'services' | 'migration job' | 'launcher' | 'command line' | 'build' | 'tests'

interface SettingBase {
  readBy: readonly Part[]
  /** One sentence or two: what it decides. */
  what: string
}

/** A whole number. */
export interface IntegerSetting extends SettingBase {
  type: 'integer'
  /** Absent where it is a number of nothing in particular, such as a port. */
  unit?: string
  min: number
  max: number
  /** Null: not set means something of its own, which `what` says. Two values: that of PORTICO_ENV is taken. */
  default: number | null | { production: number; development: number }
}

interface SwitchSetting extends SettingBase {
  type: 'switch'
  /** Null: decided by what `what` says. */
  default: 'on' | 'off' | null
}

export interface ChoiceSetting extends SettingBase {
  type: 'choice'
  choices: readonly string[]
  /** Null: decided by what `what` says. */
  default: string | { production: string; development: string } | null
}

interface TextSetting extends SettingBase {
  /** `list`: comma-separated. `secret`: never shown or repeated. */
  type: 'text' | 'list' | 'folder' | 'url' | 'secret'
  /** In words where it depends on something; null: nothing. */
  default: string | null
  /** Of a URL: what it may begin with, such as `https:`. */
  protocols?: readonly string[]
  /** What a text must look like. */
  form?: { test: RegExp; must: string }
}

export type Setting = IntegerSetting | SwitchSetting | ChoiceSetting | TextSetting

/** Of each service, behind its name in capitals: `SALES_PORT`. */
export const SERVICE_SETTINGS = {
  PORT: {
    type: 'integer',
    min: 0,
    max: 65_535,
    default: null,
    readBy: ['services', 'launcher'],
    what: 'Port the service listens on; not set: as listed above this table. 0 picks a free one.',
  },
  URL: {
    type: 'url',
    protocols: ['http:', 'https:'],
    default: null,
    readBy: ['gateway', 'services', 'launcher'],
    what: 'Where the service is called; for the gateway, a service without one is not there. Its host is trusted.',
  },
  ADVERTISED_URL: {
    type: 'url',
    protocols: ['http:', 'https:'],
    default: null,
    readBy: ['services'],
    what: 'Where others reach a service that listens on every address of its machine; `http://<host>:<port>`.',
  },
  DATABASE_URL: {
    type: 'secret',
    protocols: ['postgres:', 'postgresql:'],
    default: null,
    readBy: ['services', 'migration job', 'launcher'],
    what: "PostgreSQL URL of the service's own role, which the migration job prints.",
  },
  REPLICA_URL: {
    type: 'secret',
    protocols: ['postgres:', 'postgresql:'],
    default: null,
    readBy: ['services', 'launcher'],
    what: 'A streaming replica of the database, for reads that may be some seconds old; straight to PostgreSQL, with the same role.',
  },
  DIRECT_URL: {
    type: 'secret',
    protocols: ['postgres:', 'postgresql:'],
    default: null,
    readBy: ['services', 'migration job', 'launcher'],
    what: 'The same straight to PostgreSQL, where `<SERVICE>_DATABASE_URL` is that of a pooler of transactions such as PgBouncer.',
  },
} as const satisfies Record<string, Setting>
