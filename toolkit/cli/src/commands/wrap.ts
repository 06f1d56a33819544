import { stat } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import { isAppName } from '@portico/micro-app/manifest'
import {
  calledHosts,
  describeProblem,
  Folder,
  type FramedBuild,
  ManifestError,
  mayMissBase,
  parseIcon,
  WrapError,
  wrapBuild,
  wrapForFrame,
  writeArtifact,
} from '@portico/wrap'
import { type Command, Option } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { CliError } from '../errors/cli-error.ts'
import { formatBytes, formatCount } from '../output/format.ts'
import type { CommandOutput } from '../output/terminal.ts'

interface Flags {
  name: string
  base: string
  version: string
  titleZh?: string
  titleEn?: string
  icon: string
  out?: string
  allowEval?: boolean
  isolation: 'sandbox' | 'frame'
  entry?: string[]
}

const BASE = /^(?:\/[a-z\d][a-z\d-]*)+$/
const VERSION = /^\d+\.\d+\.\d+(?:-[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/
const SHOWN_LEFT_OUT = 5
const SHOWN_HOSTS = 3

export function addWrap(program: Command, cli: Cli): void {
  program
    .command('wrap <folder>')
    .description(
      'Make an artifact of the finished build of another tool (webpack, Vite, Angular, UMD, a plain page).',
    )
    .requiredOption('--name <name>', 'of the app, in kebab-case')
    .requiredOption('--base <path>', 'of its addresses in the product, such as /stock')
    .option('--version <version>', 'of the artifact', '1.0.0')
    .option('--title-zh <title>', 'in the menu, in Chinese (left out: as the page says)')
    .option('--title-en <title>', 'in the menu, in English (left out: as the page says)')
    .option('--icon <icon>', 'in the menu; a name the shell knows', 'inbox')
    .option('--out <dir>', 'folder to write to; the artifact is in its dist (left out: portico-<name>)')
    .option(
      '--entry <script...>',
      'what starts, in order, where there is no page (left out: the only script)',
    )
    .option('--allow-eval', 'wrap code that evaluates strings: it throws, should it run')
    .addOption(
      new Option(
        '--isolation <kind>',
        'frame: evaluates strings; only where the operator granted the app a frame',
      )
        .choices(['sandbox', 'frame'])
        .default('sandbox'),
    )
    .option('--json', 'print JSON')
    .action((folder: string, flags: Flags) => cli.here(() => wrap(cli, folder, flags)))
}

async function wrap(cli: Cli, given: string, flags: Flags): Promise<CommandOutput> {
  requireOptions(flags)
  const { cwd } = cli.environment
  const folder = resolve(cwd, given)
  const out = resolve(cwd, flags.out ?? `portico-${flags.name}`)
  const build = await readFolder(folder)
  const wrapped = await wrapFolder(build, folder, flags)
  const title = titleOf(flags, wrapped.title ?? basename(folder))
  const { name, base, version, icon, isolation } = flags
  const isFramed = isolation === 'frame'
  const app = {
    ...{ name, base, icon: readIcon(icon), title, menu: [{ path: '/', title }] },
    ...(isFramed && { isolation }),
  }
  await writeArtifact(join(out, 'dist'), wrapped, { app, version })
  return describe({ ...wrapped, notes: listNotes(build, flags) }, flags, relative(cwd, out) || '.')
}

function requireOptions({ name, base, version }: Flags): void {
  if (!isAppName(name)) throw new CliError('WRAP_OPTION', `--name is in kebab-case, not "${name}".`)
  if (!BASE.test(base)) throw new CliError('WRAP_OPTION', `--base is a path such as /stock, not "${base}".`)
  if (!VERSION.test(version))
    throw new CliError('WRAP_OPTION', `--version is one like 1.5.0, not "${version}".`)
}

async function readFolder(folder: string): Promise<Folder> {
  const found = await stat(folder).catch(() => null)
  if (!found?.isDirectory()) throw new CliError('FILE_NOT_READABLE', `${folder} is no folder.`)
  return Folder.read(folder)
}

function readIcon(name: string) {
  try {
    return parseIcon(name)
  } catch (cause) {
    if (!(cause instanceof ManifestError)) throw cause
    throw new CliError('WRAP_OPTION', `--${cause.message}.`, { cause })
  }
}

async function wrapFolder(
  build: Folder,
  folder: string,
  { name, version, allowEval = false, entry: entries = [], isolation }: Flags,
): Promise<FramedBuild> {
  try {
    if (isolation === 'frame') return await wrapForFrame(build)
    return await wrapBuild(build, { name, version, allowsEval: allowEval, entries })
  } catch (error) {
    if (!(error instanceof WrapError)) throw error
    const { problems } = error
    const lines = problems.map(problem => `  ${describeProblem(problem)}`)
    const message = `${formatCount(problems.length, 'thing')} in ${folder} cannot run in the shell:\n${lines.join('\n')}`
    throw new CliError('WRAP_REFUSED', message, { facts: { problems } })
  }
}

/** What a person should know of an app that can run. */
function listNotes(build: Folder, { base, isolation }: Flags): string[] {
  const notes: string[] = []
  if (isolation !== 'frame' && mayMissBase(build, base))
    notes.push(
      `No script of it names ${base}. A router that begins at / finds none of its pages below ${base}: build the app with ${base} as the base of its router. With a hash router (#/) nothing is to do.`,
    )
  const hosts = calledHosts(build)
  if (hosts.length > 0)
    notes.push(
      `It calls ${hosts.slice(0, SHOWN_HOSTS).join(', ')}${hosts.length > SHOWN_HOSTS ? ' and others' : ''}, which the page's policy refuses: apps reach the product's own address alone. A path of it may lead to the app's back end.`,
    )
  return notes
}

function titleOf({ titleZh, titleEn }: Flags, known: string): { 'zh-CN': string; en: string } {
  return { 'zh-CN': titleZh ?? titleEn ?? known, en: titleEn ?? titleZh ?? known }
}

function describe(
  { files, leftOut, notes }: FramedBuild & { notes: string[] },
  { name, version, isolation }: Flags,
  out: string,
): CommandOutput {
  const bytes = [...files.values()].reduce((sum, content) => sum + content.length, 0)
  const rest = leftOut.filter(file => file !== 'index.html')
  const more = rest.length > SHOWN_LEFT_OUT ? ` and ${rest.length - SHOWN_LEFT_OUT} more` : ''
  return {
    json: { name, version, out, files: [...files.keys()], leftOut: rest, notes },
    text: [
      `Wrapped ${name}@${version} into ${out}/dist: ${formatCount(files.size + 1, 'file')}, ${formatBytes(bytes)}`,
      ...(rest.length > 0
        ? [`Left out, as no artifact holds such files: ${rest.slice(0, SHOWN_LEFT_OUT).join(', ')}${more}`]
        : []),
      ...notes.map(note => `Note: ${note}`),
      ...(isolation === 'frame'
        ? [`An operator of the platform grants ${name} its frame first: PORTICO_FRAMED_APPS=${name}`]
        : []),
      `Next: portico publish ${out}`,
    ],
  }
}
