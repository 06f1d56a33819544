import type { TokenInfo } from '@portico/release'
import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addOperatorOptions, type OperatorFlags } from '../connection/connection-options.ts'
import { formatTime } from '../output/format.ts'
import { formatTable } from '../output/table.ts'

export function addTokenList(token: Command, cli: Cli): void {
  addOperatorOptions(token.command('list').description('All tokens, without their secrets.')).action(
    (flags: OperatorFlags) =>
      cli.withOperator(flags, async api => {
        const { items } = await api.call('listTokens', {})
        return { json: items, text: formatTokens(items, cli.environment.nowMs()) }
      }),
  )
}

function formatTokens(tokens: TokenInfo[], nowMs: number): string[] {
  if (tokens.length === 0) return ['There are no tokens']
  const rows = tokens.map(token => [
    token.id,
    token.name,
    token.apps.join(','),
    token.actions.join(','),
    stateOf(token, nowMs),
    formatTime(token.lastUsedAt),
  ])
  return formatTable(['ID', 'NAME', 'APPS', 'ACTIONS', 'STATE', 'LAST USED'], rows)
}

function stateOf({ revokedAt, expiresAt }: TokenInfo, nowMs: number): string {
  if (revokedAt !== null) return `revoked ${formatTime(revokedAt)}`
  const verb = Date.parse(expiresAt) <= nowMs ? 'expired' : 'until'
  return `${verb} ${formatTime(expiresAt)}`
}
