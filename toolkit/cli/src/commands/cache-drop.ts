import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'

interface Flags extends CallerFlags {
  operation?: string
  entity?: string
  reason: string
}

export function addCacheDrop(cache: Command, cli: Cli): void {
  addCallerOptions(
    cache
      .command('drop <tenant>')
      .description(
        'Have all gateways forget what they keep of a company: everything, the answers of one operation, or the values of one entity and the answers read from its service. It is in the audit.',
      )
      .option('--operation <name>', 'of a published app, such as CatalogProducts')
      .option('--entity <name>', 'such as product.Product')
      .requiredOption('--reason <text>', 'for the audit'),
  ).action((tenant: string, flags: Flags) =>
    cli.withCaller(flags, async api => {
      const { operation, entity, reason } = flags
      await api.makeOfGateway<null>('/cache/drops', { tenant, operation, entity, reason })
      const what = operation ?? entity ?? 'everything'
      return { json: { tenant, operation, entity, isDropped: true }, text: [`Dropped ${what} of ${tenant}`] }
    }),
  )
}
