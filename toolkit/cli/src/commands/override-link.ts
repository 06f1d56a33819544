import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import { collectVersion } from '../release/release-options.ts'

interface Flags extends CallerFlags {
  app: Record<string, string>
  for: { tenant: string; user: string }
  minutes: number
  reason: string
}

interface MadeLink {
  id: string
  link: string
  expiresAt: string
}

const DEFAULT_MINUTES = 60
const MAX_MINUTES = 1_440

export function addOverrideLink(override: Command, cli: Cli): void {
  addCallerOptions(
    override
      .command('link')
      .description(
        'Make a link with which one user may have published versions in place of apps, in one tab. It is signed, ends by itself, and is in the audit.',
      )
      .requiredOption('--app <name@version>', 'a published version; repeat it for more', collectVersion)
      .requiredOption('--for <tenant/user>', 'who may use it', parseUser)
      .addOption(
        new Option('--minutes <minutes>', 'until it ends').default(DEFAULT_MINUTES).argParser(parseMinutes),
      )
      .requiredOption('--reason <text>', 'for the audit'),
  ).action((flags: Flags) =>
    cli.withCaller(flags, async api => {
      const { app: apps, for: to, minutes, reason } = flags
      const body = { apps, ...to, minutes, reason }
      const made = await api.makeOfGateway<MadeLink>('/overrides/links', body)
      return {
        json: made,
        text: [
          made.link,
          `For ${to.user} of ${to.tenant} alone, until ${made.expiresAt}; override:${made.id} in the audit.`,
        ],
      }
    }),
  )
}

function parseUser(text: string): Flags['for'] {
  const [, tenant, user] = /^([^/]+)\/(.+)$/.exec(text) ?? []
  if (tenant && user) return { tenant, user }
  throw new InvalidArgumentError('Give a company and a user of it, such as demo/owner.')
}

function parseMinutes(text: string): number {
  const minutes = Number(text)
  if (Number.isInteger(minutes) && minutes > 0 && minutes <= MAX_MINUTES) return minutes
  throw new InvalidArgumentError(`Give whole minutes, from 1 to ${MAX_MINUTES}.`)
}
