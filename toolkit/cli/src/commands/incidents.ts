import type { Incident, ReadableFrame } from '@portico/release'
import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import type { ReleaseClient } from '../connection/release.client.ts'
import { formatTime } from '../output/format.ts'
import { parseCount } from '../output/parse-count.ts'
import { formatTable } from '../output/table.ts'
import type { CommandOutput } from '../output/terminal.ts'

const DEFAULT_COUNT = 30

interface Flags extends CallerFlags {
  count: number
  release?: string
  app?: string
}

export function addIncidents(program: Command, cli: Cli): void {
  addCallerOptions(
    program
      .command('incidents [id]')
      .description('What failed in open tabs; newest first. With an id: its stack, in the source.')
      .option('--app <name>', 'of this app')
      .option('--release <id>', 'of this release')
      .option('--count <number>', 'how many', parseCount, DEFAULT_COUNT),
  ).action((id: string | undefined, flags: Flags) =>
    cli.withCaller(flags, api => (id === undefined ? listIncidents(api, flags) : showIncident(api, id))),
  )
}

async function listIncidents(api: ReleaseClient, { app, release, count }: Flags): Promise<CommandOutput> {
  const incidents = await api.list('listIncidents', { app, release }, count)
  const rows = incidents.map(incident => [
    incident.id,
    formatTime(incident.lastAt),
    `${incident.app}@${incident.version}`,
    incident.code,
    String(incident.count),
    incident.tenantId,
    placeOf(incident),
  ])
  return {
    json: incidents,
    text: formatTable(['ID', 'LAST', 'APP', 'CODE', 'COUNT', 'TENANT', 'PLACE'], rows),
  }
}

async function showIncident(api: ReleaseClient, id: string): Promise<CommandOutput> {
  const incident = await api.call('getIncident', { params: { id } })
  const { app, version, code, message, count, tenantId, snapshotId, stack } = incident
  const head = [`${code} of ${app}@${version}, ${count} times in ${tenantId}`, message, '']
  const met = snapshotId ? ['', `Last met in the snapshot ${snapshotId}`] : []
  if (stack === null)
    return {
      json: incident,
      text: [...head, 'The browser reported no place in a file of an artifact.', ...met],
    }
  const notice = stack.isMapped ? [] : ['The source maps are being read; ask again in a few seconds.']
  const frames = stack.frames.flatMap(describeFrame)
  return { json: incident, text: [...head, ...notice, stack.error, ...frames, ...met] }
}

function placeOf({ place, isUnattributed }: Incident): string {
  if (place) return `${place.source}:${place.line}:${place.column}`
  return isUnattributed ? 'of no known app' : '-'
}

function describeFrame(frame: ReadableFrame): string[] {
  const { place, part, unmapped, code } = frame
  const at = place ?? { ...frame, source: `${frame.artifact}@${frame.version}/${frame.file}` }
  const facts = [...(place && part !== 'own' ? [part] : []), ...(unmapped ? [unmapped] : [])].map(
    fact => ` (${fact})`,
  )
  const name = at.function ?? '?'
  const lines = (code ?? []).map(
    ({ line, text }) => `    ${line === place?.line ? '>' : ' '} ${String(line).padStart(5)}  ${text}`,
  )
  return [`  at ${name} ${at.source}:${at.line}:${at.column}${facts.join('')}`, ...lines]
}
