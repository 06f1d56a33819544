import type { CreatedToken, TokenAction, WantedToken } from '@portico/release'
import { type Command, InvalidArgumentError } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addOperatorOptions, type OperatorFlags } from '../connection/connection-options.ts'
import { formatTime } from '../output/format.ts'
import { parseNames } from '../release/release-options.ts'

const DAY_MS = 24 * 3_600_000
const DEFAULT_DAYS = 90
/** As much as the service allows. */
const MAX_DAYS = 366
const ACTIONS: readonly TokenAction[] = ['publish', 'release', 'read', 'develop']
/** Of CI. What a developer may try is no right of a pipeline. */
const DEFAULT_ACTIONS: readonly TokenAction[] = ['publish', 'release', 'read']

interface Flags extends OperatorFlags {
  apps: string[]
  actions: TokenAction[]
  days: number
}

export function addTokenCreate(token: Command, cli: Cli): void {
  addOperatorOptions(
    token
      .command('create <name>')
      .description('Make a token. Its secret is shown this once.')
      .requiredOption(
        '--apps <names>',
        "apps and services it may act on, separated by commas; '*' for all",
        parseNames,
      )
      .option('--actions <names>', `of ${ACTIONS.join(',')}`, parseActions, [...DEFAULT_ACTIONS])
      .option('--days <number>', 'how long it is valid', parseDays, DEFAULT_DAYS),
  ).action((name: string, flags: Flags) =>
    cli.withOperator(flags, async api => {
      const expiresAt = new Date(cli.environment.nowMs() + flags.days * DAY_MS).toISOString()
      const body: WantedToken = { name, apps: flags.apps, actions: flags.actions, expiresAt }
      const created = await api.call('createToken', { body })
      return { json: created, text: describe(created), isSecret: true }
    }),
  )
}

function describe({ token, secret }: CreatedToken): string[] {
  return [
    secret,
    `Token ${token.name} (${token.id}): ${token.actions.join(', ')} of ${token.apps.join(', ')}, until ${formatTime(token.expiresAt)}`,
    'Put the first line into PORTICO_TOKEN; it is not shown again.',
    ...(token.actions.includes('develop')
      ? ['A developer keeps it on the own machine: it lets operations be tried that no published app has.']
      : []),
  ]
}

function parseActions(text: string): TokenAction[] {
  return parseNames(text).map(name => {
    const action = ACTIONS.find(known => known === name)
    if (!action) throw new InvalidArgumentError(`${name} is none of ${ACTIONS.join(', ')}.`)
    return action
  })
}

function parseDays(text: string): number {
  const days = Number(text)
  if (days > 0 && days <= MAX_DAYS) return days
  throw new InvalidArgumentError(`Give more than 0 and at most ${MAX_DAYS} days.`)
}
