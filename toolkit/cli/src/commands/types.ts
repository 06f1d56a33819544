import { readFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { renderCatalogue, renderTypes } from '@portico/micro-app/declarations'
import type { Command } from 'commander'
import { findAppDefinition, requireAppFolder } from '../app/app-definition.ts'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import { CliError } from '../errors/cli-error.ts'
import { joinOwn, type PulledDeclarations, pullDeclarations } from '../graph/declarations.ts'
import type { CommandOutput } from '../output/terminal.ts'
import { writeWhole } from '../output/write-whole.ts'

const TYPES_FILE = 'src/portico.generated.d.ts'
/** Read by the build, which writes into the manifest what the app uses of others. */
const DATA_FILE = 'src/portico.generated.json'

export function addTypes(program: Command, cli: Cli): void {
  addCallerOptions(
    program
      .command('types [folder]')
      .description(
        `Write ${TYPES_FILE} of an app (left out: this folder): events and slots of the platform's other apps, and its own, as types. Needs a token that may develop or publish.`,
      )
      .option('--check', 'write nothing; fail where a file is not what would be written'),
  ).action((folder: string | undefined, flags: CallerFlags & { check?: boolean }) =>
    cli.withCaller(flags, async api => {
      const { cwd } = cli.environment
      const app = resolve(cwd, folder ?? '.')
      await requireAppFolder(app)
      const own = await findAppDefinition(app)
      const pulled = await pullDeclarations(api)
      const catalogue = joinOwn(pulled, own)
      const files = [
        { path: join(app, TYPES_FILE), text: renderTypes(catalogue, headOf(pulled)) },
        { path: join(app, DATA_FILE), text: renderCatalogue(catalogue) },
      ]
      const stale = await listStale(files)
      if (flags.check && stale.length > 0) {
        const names = stale.map(({ path }) => relative(cwd, path))
        throw new CliError('TYPES_STALE', `${names.join(' and ')} are not what the platform declares now.`)
      }
      for (const { path, text } of stale) await writeWhole(path, text)
      return report(
        pulled,
        catalogue,
        stale.map(({ path }) => relative(cwd, path)),
      )
    }),
  )
}

/** Versions are not in it: a release of another app that declares the same changes no file here. */
function headOf({ url }: PulledDeclarations): string[] {
  return ['Made by `portico types` from what apps declare. Do not edit.', `Platform: ${url}`]
}

async function listStale<File extends { path: string; text: string }>(
  files: readonly File[],
): Promise<File[]> {
  const kept = await Promise.all(files.map(({ path }) => readFile(path, 'utf8').catch(() => null)))
  return files.filter(({ text }, at) => kept[at] !== text)
}

function report(
  { url, shell, versions, missing, protocolFault }: PulledDeclarations,
  { events, slots }: { events: object; slots: object },
  written: readonly string[],
): CommandOutput {
  const counts = { events: Object.keys(events).length, slots: Object.keys(slots).length }
  return {
    json: { url, shell, versions, missing, protocolFault, ...counts, written },
    text: [
      written.length === 0 ? 'The types stand as they are.' : `wrote ${written.join(' and ')}`,
      `${counts.events} events and ${counts.slots} slots of the apps of ${url}`,
      ...(missing.length > 0 ? [`The gateway cannot read ${missing.join(', ')}: they are left out.`] : []),
      ...(protocolFault === null ? [] : [protocolFault]),
    ],
  }
}
