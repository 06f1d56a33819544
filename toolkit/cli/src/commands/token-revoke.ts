import type { TokenInfo } from '@portico/release'
import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addOperatorOptions, type OperatorFlags } from '../connection/connection-options.ts'
import { CliError } from '../errors/cli-error.ts'

export function addTokenRevoke(token: Command, cli: Cli): void {
  addOperatorOptions(token.command('revoke <name-or-id>').description('End a token at once.')).action(
    (nameOrId: string, flags: OperatorFlags) =>
      cli.withOperator(flags, async api => {
        const { items } = await api.call('listTokens', {})
        const { id, name } = getToken(items, nameOrId)
        await api.call('revokeToken', { params: { id } })
        return { json: { id, name, isRevoked: true }, text: [`Revoked ${name} (${id})`] }
      }),
  )
}

/** A name may have been used before by tokens that are revoked by now. */
function getToken(tokens: TokenInfo[], nameOrId: string): TokenInfo {
  const live = tokens.filter(token => token.revokedAt === null)
  const found = live.find(({ id, name }) => id === nameOrId || name === nameOrId)
  if (found) return found
  throw new CliError('NOT_FOUND', `No token ${nameOrId} that could be revoked.`)
}
