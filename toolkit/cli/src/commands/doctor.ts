import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addTokenOptions, type TokenFlags, urlOf } from '../connection/connection-options.ts'
import type { Finding } from '../doctor/finding.ts'
import { CliError } from '../errors/cli-error.ts'
import { EXIT_CODES } from '../errors/exit-codes.ts'
import { requireFolder } from '../graph/graph-file.ts'
import type { CommandOutput } from '../output/terminal.ts'

interface Checked {
  findings: Finding[]
  /** What was not looked at, and why. */
  skipped: string[]
}

export function addDoctor(program: Command, cli: Cli): void {
  addTokenOptions(
    program
      .command('doctor [where]')
      .description(
        'Look for what keeps an app from working: in its folder (left out: this one) with what was built of it, or at the address of an artifact. With a token it looks at the platform as well.',
      ),
  ).action((where: string | undefined, flags: TokenFlags) =>
    cli.here(async () => report(where ?? '.', await check(cli, where ?? '.', flags))),
  )
}

async function check(cli: Cli, where: string, flags: TokenFlags): Promise<Checked> {
  const { env, cwd, nowMs, nodeVersion } = cli.environment
  const { checkNode, checkRegistry } = await import('../doctor/check-environment.ts')
  const node = checkNode(nodeVersion ?? process.versions.node)
  if (/^https?:/i.test(where)) {
    const { checkAddress } = await import('../doctor/check-address.ts')
    const found = await asCoded(where, () => checkAddress(where, new URL(urlOf(flags, env)).origin, nowMs()))
    return { ...found, findings: [...node, ...found.findings] }
  }
  const folder = resolve(cwd, where)
  await requireFolder(folder)
  const { checkFolder } = await import('../doctor/check-folder.ts')
  const { app, findings, skipped } = await checkFolder(folder, cwd)
  const registry = await checkRegistry(folder, env)
  const platform = await checkWith(cli, flags, app)
  return {
    findings: [...node, ...registry, ...findings, ...platform.findings],
    skipped: [...skipped, ...platform.skipped],
  }
}

async function checkWith(
  cli: Cli,
  flags: TokenFlags,
  app: Parameters<typeof import('../doctor/check-platform.ts').checkPlatform>[1],
): Promise<Checked> {
  const api = cli.findCaller(flags)
  if (api === null) return { findings: [], skipped: ['platform: no token was given (PORTICO_TOKEN)'] }
  const { checkPlatform } = await import('../doctor/check-platform.ts')
  return checkPlatform(api, app, cli.environment.nowMs())
}

/** What the network says of an address. Throws UNREACHABLE. */
async function asCoded<T>(url: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CliError('UNREACHABLE', `${url} cannot be looked at: ${reason}`, { cause })
  }
}

function report(where: string, { findings, skipped }: Checked): CommandOutput {
  const isSound = findings.length === 0
  const place = where === '.' ? 'this folder' : where
  return {
    json: { isSound, findings, skipped },
    text: [
      ...findings.flatMap(({ code, place, message, mend }) => [`${code} ${place}: ${message}`, `  ${mend}`]),
      ...skipped.map(text => `Not looked at: ${text}`),
      isSound
        ? `No fault was found in ${place}.`
        : `${findings.length} ${findings.length === 1 ? 'fault' : 'faults'} in ${place}.`,
    ],
    exitCode: isSound ? EXIT_CODES.ok : EXIT_CODES.refused,
  }
}
