import type { releaseContract } from '@portico/release-contract'
import type { AnswerOf } from '@portico/service-contract'
import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import { formatPercent, parsePercent } from '../output/percent.ts'
import { formatTable } from '../output/table.ts'
import { getOpen } from '../release/find-release.ts'

type Reach = AnswerOf<typeof releaseContract.routes.getReach>

export function addReleaseReach(release: Command, cli: Cli): void {
  addCallerOptions(
    release
      .command('reach <app-or-id>')
      .description('Dry run: which tenants would get the release now; nothing changes.')
      .option('--percent <number>', 'with this share of all tenants, such as 10 or 0.5', parsePercent),
  ).action((appOrId: string, flags: CallerFlags & { percent?: number }) =>
    cli.withCaller(flags, async api => {
      const { id } = await getOpen(api, appOrId)
      const reach = await api.call('getReach', {
        params: { id },
        query: { percentBp: flags.percent ?? null },
      })
      return { json: reach, text: describeReach(reach) }
    }),
  )
}

function describeReach({ reached, total, percentBp, tenants }: Reach): string[] {
  const count = new Intl.NumberFormat('en')
  const first = `With ${formatPercent(percentBp)} it reaches ${count.format(reached)} of ${count.format(total)} tenants`
  if (tenants.length === 0) return [first]
  const more = reached > tenants.length ? [`and ${count.format(reached - tenants.length)} more`] : []
  const rows = tenants.map(({ tenantId, slug, reason }) => [tenantId, slug, reason])
  return [first, ...formatTable(['TENANT', 'NAME', 'RULE'], rows), ...more]
}
