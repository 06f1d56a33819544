import { type Command, InvalidArgumentError, Option } from 'commander'

export const DEFAULT_URL = 'http://127.0.0.1:8080'
const OPERATORS_TENANT = 'platform'
const DEFAULT_OPERATOR = 'operator'
const DEFAULT_TIMEOUT_SECONDS = 30
const MAX_TIMEOUT_SECONDS = 3600

export interface GatewayFlags {
  url?: string
  timeout: number
  json?: boolean
}

export interface TokenFlags extends GatewayFlags {
  token?: string
}

export interface CallerFlags extends TokenFlags {
  as?: Operator
}

interface Operator {
  tenant: string
  user: string
}

export interface OperatorFlags extends GatewayFlags {
  as: Operator
}

/** Of any user, operator or not. */
export interface LoginFlags extends GatewayFlags {
  tenant: string
  user: string
  password?: string
}

/** What every command has. The environment is read when it runs: commander would show its values in the help. */
export function addGatewayOptions(command: Command): Command {
  return command
    .option('--url <url>', `address of the gateway (PORTICO_URL; left out: ${DEFAULT_URL})`)
    .addOption(
      new Option('--timeout <seconds>', 'the longest one call may take')
        .default(DEFAULT_TIMEOUT_SECONDS)
        .argParser(parseSeconds),
    )
    .option('--json', 'print one JSON document')
}

/** For what looks at the token itself. */
export function addTokenOptions(command: Command): Command {
  return addGatewayOptions(command).option('--token <token>', 'better given as PORTICO_TOKEN')
}

export function addCallerOptions(command: Command): Command {
  return addTokenOptions(command).option(
    '--as <operator>',
    'log in as this operator (with PORTICO_PASSWORD) in place of a token; also tenant/user',
    parseOperator,
  )
}

/** For what no token may do. */
export function addOperatorOptions(command: Command): Command {
  return addGatewayOptions(command).addOption(
    new Option('--as <operator>', 'log in as this operator (with PORTICO_PASSWORD); also tenant/user')
      .argParser(parseOperator)
      .default({ tenant: OPERATORS_TENANT, user: DEFAULT_OPERATOR }, DEFAULT_OPERATOR),
  )
}

export function urlOf(flags: GatewayFlags, env: Record<string, string | undefined>): string {
  return flags.url ?? (env.PORTICO_URL || DEFAULT_URL)
}

function parseOperator(text: string): Operator {
  const [, tenant = OPERATORS_TENANT, user] = /^(?:([^/]+)\/)?([^/]+)$/.exec(text) ?? []
  if (user) return { tenant, user }
  throw new InvalidArgumentError('Give the name of an operator.')
}

function parseSeconds(text: string): number {
  const seconds = Number(text)
  if (seconds > 0 && seconds <= MAX_TIMEOUT_SECONDS) return seconds
  throw new InvalidArgumentError(`Give more than 0 and at most ${MAX_TIMEOUT_SECONDS} seconds.`)
}
