import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'

export function addOverrideRevoke(override: Command, cli: Cli): void {
  addCallerOptions(
    override
      .command('revoke <id>')
      .description(
        'End a link before its time. It brings nothing from then on; a tab that has its versions gets the released ones when it is loaded anew.',
      ),
  ).action((id: string, flags: CallerFlags) =>
    cli.withCaller(flags, async api => {
      await api.call('revokeOverrideLink', { params: { id } })
      return { json: { id, isRevoked: true }, text: [`Revoked override:${id}`] }
    }),
  )
}
