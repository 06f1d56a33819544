import type { Artifact } from '@portico/release'
import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import { formatBytes, formatTime } from '../output/format.ts'
import { formatTable } from '../output/table.ts'

export function addArtifacts(program: Command, cli: Cli): void {
  addCallerOptions(
    program.command('artifacts [name]').description('What has been published, newest first.'),
  ).action((name: string | undefined, flags: CallerFlags) =>
    cli.withCaller(flags, async api => {
      const artifacts = await api.list('listArtifacts', name === undefined ? {} : { name })
      return { json: artifacts, text: formatArtifacts(artifacts) }
    }),
  )
}

function formatArtifacts(artifacts: Artifact[]): string[] {
  if (artifacts.length === 0) return ['Nothing has been published']
  const rows = artifacts.map(artifact => [
    `${artifact.name}@${artifact.version}`,
    artifact.kind,
    String(artifact.fileCount),
    formatBytes(artifact.sizeBytes),
    formatTime(artifact.publishedAt),
    artifact.isLocal ? 'built here' : artifact.publishedBy,
  ])
  return formatTable(['ARTIFACT', 'KIND', 'FILES', 'SIZE', 'PUBLISHED', 'BY'], rows)
}
