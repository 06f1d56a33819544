import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { SERVICE_NAMES } from '@portico/service-contract/services'
import type { ProcessRole, SettingFault } from '@portico/settings/check'
import { type Command, Option } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { CliError } from '../errors/cli-error.ts'
import type { CommandOutput } from '../output/terminal.ts'

const ROLES: readonly ProcessRole['name'][] = [
  'gateway',
  'service',
  'release',
  'worker',
  'migrate',
  'publish',
  'operator-link',
]

interface Flags {
  env?: string
  role?: ProcessRole['name']
  service?: string[]
}

/** For a pipeline: what a role would refuse at its start is found before it is rolled out. */
export function addConfigCheck(config: Command, cli: Cli): void {
  config
    .command('check')
    .description(
      'Whether settings make sense, all faults at once: unknown names, values, and with a role what it needs. Asks no server.',
    )
    .option('--env <file>', 'file of NAME=value lines; left out: the environment of this command')
    .addOption(new Option('--role <role>', 'also what this role needs').choices(ROLES))
    .option('--service <names...>', 'the service of the role service, or those of a worker')
    .option('--json', 'print one JSON document')
    .action((flags: Flags) => cli.here(() => check(cli, flags)))
}

async function check(cli: Cli, flags: Flags): Promise<CommandOutput> {
  const { checkSettings, faultLines, listUnknown, readSettingFiles } = await import('@portico/settings/check')
  const role = roleOf(flags)
  const given = flags.env === undefined ? cli.environment.env : await readEnv(cli, flags.env)
  // The files of another machine are not here: a text in place of what they hold, whose faults are none.
  const { env, faults } = readSettingFiles(given, SERVICE_NAMES, () => 'x'.repeat(64))
  const held = new Set(Object.keys(env).filter(name => !(name in given)))
  const found = [...faults, ...listUnknown(given, SERVICE_NAMES), ...checkSettings(env, role, SERVICE_NAMES)]
  const real = found.filter(({ name }) => !held.has(name))
  if (real.length > 0) throw refusal(real, faultLines(real))
  const looked = role === null ? 'the values alone; --role says what a role needs' : `role ${role.name}`
  return { json: { isOk: true, role: role?.name ?? null }, text: [`The settings make sense (${looked}).`] }
}

function refusal(faults: readonly SettingFault[], lines: string): CliError {
  return new CliError('SETTINGS_WRONG', `${faults.length} to mend:\n${lines}`, { facts: { faults } })
}

function roleOf({ role, service: services = [] }: Flags): ProcessRole | null {
  const unknown = services.filter(name => !(SERVICE_NAMES as string[]).includes(name))
  if (unknown.length > 0)
    throw new CliError(
      'WRONG_USAGE',
      `No service is called ${unknown.join(', ')}: ${SERVICE_NAMES.join(', ')}.`,
    )
  if (role === undefined) return null
  if (role === 'service' && services.length !== 1)
    throw new CliError('WRONG_USAGE', 'The role service needs --service with the name of one.')
  if (role === 'release' || role === 'publish') return { name: role, services: ['release'] }
  return { name: role, services: role === 'migrate' ? SERVICE_NAMES : services }
}

async function readEnv(cli: Cli, file: string): Promise<Record<string, string | undefined>> {
  try {
    return parseEnv(await readFile(resolve(cli.environment.cwd, file), 'utf8'))
  } catch (cause) {
    throw new CliError('FILE_UNREADABLE', `${file} cannot be read: ${(cause as Error).message}`, { cause })
  }
}
