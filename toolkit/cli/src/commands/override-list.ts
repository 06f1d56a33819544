import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import type { ListedLink } from '../connection/release.client.ts'
import { formatTime } from '../output/format.ts'
import { formatTable } from '../output/table.ts'

export function addOverrideList(override: Command, cli: Cli): void {
  addCallerOptions(
    override.command('list').description('Links whose time has not run out, without the links themselves.'),
  ).action((flags: CallerFlags) =>
    cli.withCaller(flags, async api => {
      const links = await api.list('listOverrideLinks', {})
      return { json: links, text: formatLinks(links) }
    }),
  )
}

function formatLinks(links: ListedLink[]): string[] {
  if (links.length === 0) return ['There are no open links']
  const rows = links.map(({ id, apps, tenant, user, expiresAt, revokedAt, createdBy, reason }) => [
    id,
    Object.entries(apps)
      .map(([name, version]) => `${name}@${version}`)
      .join(','),
    `${tenant}/${user}`,
    revokedAt === null ? `until ${formatTime(expiresAt)}` : `revoked ${formatTime(revokedAt)}`,
    createdBy,
    reason,
  ])
  return formatTable(['ID', 'VERSIONS', 'FOR', 'STATE', 'MADE BY', 'REASON'], rows)
}
