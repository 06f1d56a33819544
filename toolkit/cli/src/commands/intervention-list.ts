import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import type { ListedIntervention } from '../connection/release.client.ts'
import { formatTime } from '../output/format.ts'
import { parseCount } from '../output/parse-count.ts'
import { formatTable } from '../output/table.ts'
import { formatEffect } from '../release/effect-text.ts'

const DEFAULT_COUNT = 50

interface Flags extends CallerFlags {
  ended?: boolean
  count: number
}

export function addInterventionList(intervention: Command, cli: Cli): void {
  addCallerOptions(
    intervention
      .command('list')
      .description('Interventions in force, the newest first.')
      .option('--ended', 'those that have ended, of the last 90 days')
      .option('--count <number>', 'how many', parseCount, DEFAULT_COUNT),
  ).action(({ ended = false, count, ...flags }: Flags) =>
    cli.withCaller(flags, async api => {
      const listed = await api.list('listInterventions', { state: ended ? 'ended' : 'inForce' }, count)
      return { json: listed, text: formatList(listed) }
    }),
  )
}

function formatList(listed: ListedIntervention[]): string[] {
  if (listed.length === 0) return ['There are no such interventions']
  const rows = listed.map(({ id, effect, owner, reason, endsAt, endedAt, endedBy }) => [
    id,
    formatEffect(effect),
    endedAt === null ? `until ${formatTime(endsAt)}` : `ended ${formatTime(endedAt)} by ${endedBy}`,
    owner,
    reason,
  ])
  return formatTable(['ID', 'WHAT', 'STATE', 'OWNER', 'REASON'], rows)
}
