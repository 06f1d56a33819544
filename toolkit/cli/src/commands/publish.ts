import { join, resolve } from 'node:path'
import type { Artifact, ArtifactChanges } from '@portico/release'
import type { Command } from 'commander'
import { buildApp } from '../artifact/build-app.ts'
import { type BuiltApp, readBuiltApp } from '../artifact/built-app.ts'
import { describeChanges } from '../artifact/describe-changes.ts'
import { type PackedDist, packDist } from '../artifact/pack.ts'
import { createUploadBody } from '../artifact/upload-body.ts'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import type { ReleaseClient } from '../connection/release.client.ts'
import { CliError } from '../errors/cli-error.ts'
import { formatBytes, formatCount } from '../output/format.ts'
import type { CommandOutput } from '../output/terminal.ts'

/** 64 MB over a slow line; `--timeout` can only make it longer. */
const UPLOAD_TIMEOUT_MS = 10 * 60_000
const CREATED = 201

interface Flags extends CallerFlags {
  build?: boolean
  version?: string
}

export function addPublish(program: Command, cli: Cli): void {
  addCallerOptions(
    program
      .command('publish [dir]')
      .description('Upload what the build wrote to <dir>/dist. No tenant sees it yet.')
      .option('--build', 'build first')
      .option(
        '--version <version>',
        'of the artifact (PORTICO_VERSION; left out: as package.json or the build says)',
      ),
  ).action((dir: string | undefined, flags: Flags) =>
    cli.withCaller(flags, api => publish(cli, api, resolve(cli.environment.cwd, dir ?? '.'), flags)),
  )
}

async function publish(cli: Cli, api: ReleaseClient, dir: string, flags: Flags): Promise<CommandOutput> {
  const { env } = cli.environment
  const wanted = flags.version ?? (env.PORTICO_VERSION || undefined)
  if (flags.build) {
    cli.terminal.say(`Building ${dir}`)
    await buildApp(dir, wanted, env)
  }
  const dist = join(dir, 'dist')
  const app = await readBuiltApp(dist)
  if (wanted !== undefined && wanted !== app.version) {
    throw new CliError('VERSION_MISMATCH', `${dist} was built as ${app.version}, not as ${wanted}.`)
  }
  const packed = await packDist(dist)
  await requireKnownToken(api, flags)
  const { status, value: artifact } = await upload(cli, api, { app, packed, timeout: flags.timeout })
  const changes = await findChanges(api, artifact).catch(error => error as Error)
  const isNew = status === CREATED
  return {
    json: {
      artifact,
      isNew,
      packedBytes: packed.body.length,
      changes: changes instanceof Error ? null : changes,
    },
    text: [
      `${isNew ? 'Published' : 'Already there, with the same content:'} ${artifact.name}@${artifact.version}`,
      `${formatCount(artifact.fileCount, 'file')}, ${formatBytes(artifact.sizeBytes)}, ${formatBytes(packed.body.length)} packed`,
      ...describeOutcome(changes),
      `Next: portico release start ${artifact.name}@${artifact.version} --tenants <tenant>`,
    ],
  }
}

/** A token that is refused anyway should be so before 64 MB have been sent, not in the middle of them. */
async function requireKnownToken(api: ReleaseClient, flags: Flags): Promise<void> {
  if (!flags.as) await api.call('getOwnToken', {})
}

async function upload(
  cli: Cli,
  api: ReleaseClient,
  { app, packed: { body }, timeout }: { app: BuiltApp; packed: PackedDist; timeout: number },
): Promise<{ status: number; value: Artifact }> {
  const label = `${app.name}@${app.version}`
  cli.terminal.say(`Uploading ${label}, ${formatBytes(body.length)}`)
  const onSent = (sent: number) => {
    const percent = Math.floor((100 * sent) / body.length)
    cli.terminal.sayOver(`${percent} % of ${formatBytes(body.length)}`, sent === body.length)
  }
  return api.upload('publishArtifact', {
    asked: {},
    headers: { 'content-type': 'application/gzip', 'content-length': String(body.length) },
    body: () => createUploadBody(body, onSent),
    timeoutMs: Math.max(UPLOAD_TIMEOUT_MS, timeout * 1000),
  })
}

/** Against the version that tenants without a release have; null when it is the first one, or that very one. */
async function findChanges(api: ReleaseClient, { name, version }: Artifact): Promise<ArtifactChanges | null> {
  const { baseline } = await api.call('getBaseline', {})
  const present = name === 'shell' ? baseline.shell : (baseline.apps[name] ?? baseline.shared[name])
  if (!present || present === version) return null
  return api.call('getArtifactChanges', { params: { name, version }, query: { from: present } })
}

/** The upload stands, whether or not the comparison can be had: a token may publish without reading. */
function describeOutcome(changes: ArtifactChanges | Error | null): string[] {
  if (changes === null) return []
  if (!(changes instanceof Error)) return describeChanges(changes)
  return [`What changed is not known: ${changes instanceof CliError ? changes.code : changes.message}`]
}
