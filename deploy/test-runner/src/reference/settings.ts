import { portVariable, SERVICE_NAMES, SERVICE_PORTS } from '@portico/service-contract/services'
import { platformSettings, SERVICE_SETTINGS, type Setting, TOOL_SETTINGS } from '@portico/settings'
import { envReads } from './env-reads.ts'
import { referencePage, tableOf } from './page.ts'

const HEAD = ['setting', 'type', 'default', 'read by', 'what']
const SERVICE_SETTING = new RegExp(`^[A-Z]+(?:_[A-Z]+)*_(?:${Object.keys(SERVICE_SETTINGS).join('|')})$`)

const FILES_AND_NAMES = `\`portico config check --env prod.env [--role <role>]\` finds all faults at once, without a server:

- each setting may come from a file: \`PORTICO_SECRET_FILE=/run/secrets/portico\` in place of \`PORTICO_SECRET\`; a line break at the end of the file is no part of it. A setting and its file together are refused (\`SETTING_FILE\`);
- a name that begins with \`PORTICO_\` and is none of these, or is a slip away from a setting of a service, is an \`UNKNOWN_SETTING\`, with the one that was probably meant;
- with a role, what it needs and does not have is a \`SETTING_REQUIRED\`.`

export function settingsPage(): string {
  const ofServices = Object.entries<Setting>(SERVICE_SETTINGS).map(
    ([name, setting]) => [`<SERVICE>_${name}`, setting] as const,
  )
  return referencePage(
    'Settings',
    'All are environment variables. An empty text counts as not set. A number, switch or choice that makes no sense stops the start with `BAD_SETTING` and says what it must be.',
    FILES_AND_NAMES,
    '## The platform',
    rowsOf(Object.entries<Setting>(platformSettings)),
    '## Each service\n\n`<SERVICE>` is the name of the service in capitals, such as `SALES_PORT`. ' +
      `Ports where none is set: ${portList()}.`,
    rowsOf(ofServices),
    '## Starting, building, publishing, testing',
    rowsOf(Object.entries<Setting>(TOOL_SETTINGS)),
  )
}

/** Of every service, and of the copy of sales that `npm start` runs beside. */
function portList(): string {
  return SERVICE_NAMES.map(name => `\`${portVariable(name)}\` ${SERVICE_PORTS[name]}`).join(', ')
}

function rowsOf(settings: readonly (readonly [string, Setting])[]): string {
  const rows = settings.map(([name, setting]) => [
    `\`${name}\``,
    typeOf(setting),
    defaultOf(setting),
    setting.readBy.join(', '),
    setting.what,
  ])
  return tableOf(HEAD, rows)
}

function typeOf(setting: Setting): string {
  if (setting.type === 'switch') return '`on` or `off`'
  if (setting.type === 'choice') return setting.choices.map(choice => `\`${choice}\``).join(', ')
  if (setting.type !== 'integer') return setting.type
  const { min, max, unit } = setting
  const limits = max === Number.MAX_SAFE_INTEGER ? `from ${min}` : `${min} to ${max}`
  return unit === undefined ? `whole number, ${limits}` : `${unit}, ${limits}`
}

function defaultOf({ default: value }: Setting): string {
  if (value === null) return '-'
  if (typeof value !== 'object') return `\`${value}\``
  return `\`${value.production}\`; in development \`${value.development}\``
}

/** Reads names made while running: the reader itself, and what reads settings of services by their names. */
const READS_ANY: ReadonlySet<string> = new Set([
  'toolkit/settings/src/check/check-settings.ts',
  'toolkit/settings/src/check/needs.ts',
  'toolkit/settings/src/check/setting-files.ts',
  'toolkit/settings/src/values/reader.ts',
  'services/kit/src/settings/address.ts',
  'services/kit/src/service/service-database.ts',
  'deploy/chart/src/objects/role-of.ts',
  'deploy/role/src/role-environment.ts',
  'deploy/role/src/run-migration-job.ts',
  'bench/src/aggregator.ts',
])

interface SourceFile {
  path: string
  text: string
}

/** One line for each read of a setting that no table has, each declared one that nothing reads, and each stale exception. */
export function settingFaults(files: readonly SourceFile[]): string[] {
  const declared = new Set([...Object.keys(platformSettings), ...Object.keys(TOOL_SETTINGS)])
  const isKnown = (name: string) => declared.has(name) || SERVICE_SETTING.test(name)
  const reads = files.flatMap(({ path, text }) => envReads(path, text).map(read => ({ path, ...read })))
  const undeclared = reads.flatMap(({ path, line, name }) => {
    if (name === null)
      return READS_ANY.has(path) ? [] : [`${path}:${line} reads a setting whose name is made while running`]
    return isKnown(name) ? [] : [`${path}:${line} reads ${name}, which no table of toolkit/settings declares`]
  })
  const product = files.filter(({ path }) => !path.startsWith('toolkit/settings/'))
  const unread = [...declared].filter(name => {
    const word = new RegExp(`\\b${name}\\b`)
    return !product.some(({ text }) => word.test(text))
  })
  const stale = [...READS_ANY].filter(path => !reads.some(read => read.path === path && read.name === null))
  return [
    ...undeclared,
    ...unread.map(name => `toolkit/settings declares ${name}, which nothing reads`),
    ...stale.map(path => `READS_ANY names ${path}, which reads no setting by a made name`),
  ]
}
