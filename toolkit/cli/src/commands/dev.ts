import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { DEFAULT_URL } from '../connection/connection-options.ts'
import { CliError } from '../errors/cli-error.ts'

interface Flags {
  baseline?: string
  token?: string
  port?: number
  offline?: boolean
  service?: string[]
  /** False: `--no-mocks`. */
  mocks: boolean
  strict?: boolean
  record?: string
}

/** Of the app, which has Vite and its framework's plugins; this program has none of them. */
const PRESET = '@portico/vite-preset/dev'

interface Server {
  origin: string
  close(): Promise<void>
}

/** What this program uses of the preset, in whichever version the app has it. */
interface Preset {
  startDev(options: {
    root: string
    baseline: string
    token: string | null
    port?: number
    env: Record<string, string | undefined>
    mocks: 'on' | 'off' | 'strict'
    record?: string
    say(line: string): void
  }): Promise<Server>
  startOffline(options: { root: string; port?: number; say(line: string): void }): Promise<Server>
}

export function addDev(program: Command, cli: Cli): void {
  withBaseline(
    program
      .command('dev [folder]')
      .description(
        "Show the app of a folder in the real shell, from the folder's files, with hot reloading.",
      ),
  )
    .option('--no-mocks', "leave the mocks of the app's folder out")
    .option('--strict', 'refuse calls of the app that no mock answers')
    .option('--offline', 'no back-end at all: on a page of its own, with the answers of the mocks alone')
    .option('--service <name=url...>', 'a service of this machine: waits for lanes')
    .action((folder: string | undefined, flags: Flags) => dev(cli, folder, flags))
}

export function addRecord(program: Command, cli: Cli): void {
  withBaseline(
    program
      .command('record <name> [folder]')
      .description(
        "As 'dev' without mocks: what the app asks in this session, and what the platform answers, is written into mocks/<name>.yaml. Every value is masked, unless portico.recording.keep of package.json names its field.",
      ),
  ).action((record: string, folder: string | undefined, flags: Flags) =>
    dev(cli, folder, { ...flags, mocks: false, record }),
  )
}

function withBaseline(command: Command): Command {
  return command
    .option('--baseline <url>', `a running Portico (PORTICO_URL; left out: ${DEFAULT_URL})`)
    .option(
      '--token <token>',
      'of a developer, for operations that are not published; better given as PORTICO_TOKEN',
    )
    .addOption(new Option('--port <port>', 'of this machine (left out: a free one)').argParser(parsePort))
}

async function dev(cli: Cli, folder: string | undefined, flags: Flags): Promise<void> {
  if (flags.service !== undefined) {
    const message = `--service ${flags.service.join(' ')} needs lanes, which this version of Portico does not have yet.`
    throw new CliError('LANES_MISSING', message)
  }
  const { env, cwd, untilStopped } = cli.environment
  const root = resolve(cwd, folder ?? '.')
  const shared = {
    ...(flags.port !== undefined && { port: flags.port }),
    say: (line: string) => cli.terminal.say(line),
  }
  const { startDev, startOffline } = await loadPreset(root)
  const start = () => {
    if (flags.offline) return startOffline({ root, ...shared })
    const token = (flags.token ?? env.PORTICO_TOKEN ?? '').trim() || null
    if (token !== null) cli.terminal.hide(token)
    return startDev({
      ...{ root, token, env, ...shared },
      baseline: flags.baseline ?? (env.PORTICO_URL || DEFAULT_URL),
      ...(flags.record !== undefined && { record: flags.record }),
      mocks: mocksOf(flags),
    })
  }
  const server = await withFaults(start)
  await untilStopped()
  await server.close()
}

function mocksOf({ mocks, strict = false }: Flags): 'on' | 'off' | 'strict' {
  if (mocks) return strict ? 'strict' : 'on'
  if (!strict) return 'off'
  throw new CliError('WRONG_USAGE', '--strict and --no-mocks exclude each other.')
}

async function withFaults(start: () => Promise<Server>): Promise<Server> {
  try {
    return await start()
  } catch (error) {
    if (!isDevError(error)) throw error
    throw new CliError(error.code, error.message, { cause: error, advice: error.advice })
  }
}

/** Another package's class: known by its fields. */
function isDevError(error: unknown): error is Error & { code: string; advice: string } {
  return error instanceof Error && error.name === 'DevError' && 'code' in error && 'advice' in error
}

async function loadPreset(root: string): Promise<Preset> {
  let path: string
  try {
    path = createRequire(join(root, 'package.json')).resolve(PRESET)
  } catch (cause) {
    throw new CliError('PRESET_MISSING', `${root} has no @portico/vite-preset that can do this.`, { cause })
  }
  return import(pathToFileURL(path).href)
}

function parsePort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port <= 65_535) return port
  throw new InvalidArgumentError('Give a port from 1 to 65535.')
}
