import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { runCommand } from './runner.ts'

const INSTALL_TIMEOUT_MS = 10 * 60_000
const STOP_TIMEOUT_MS = 60_000
/** Debian's package of that part of Chromium that draws no windows, and its program. */
const HEADLESS = 'chromium-headless-shell'

/** A program the tests need and could not get. */
export class MissingProgram extends Error {}

/**
 * Finds Redis, NATS, Chromium and Prometheus, or installs them; throws MissingProgram with what to do by hand. Where Prometheus
 * cannot be installed its tests are left out, and say so. Chromium's headless build is an extra that spares a third of the
 * time of browser tests: where it cannot be installed they run in the whole Chromium.
 */
export async function ensurePrograms(): Promise<void> {
  const missing = [
    ...['redis-server', 'nats-server', 'pgbouncer'].filter(name => !findOnPath(name)),
    ...(findOnPath('chromium') || process.env.PORTICO_CHROMIUM ? [] : ['chromium']),
  ]
  if (process.getuid?.() === 0 && findOnPath('apt-get')) {
    if (missing.length > 0) await installWithApt(missing.join(' '))
    if (!process.env.PORTICO_CHROMIUM && !findOnPath(HEADLESS)) await installHeadless()
    if (!findOnPath('prometheus')) await installPrometheus()
    return
  }
  if (missing.length === 0) return
  if (missing.join() === 'chromium') return installWithPlaywright()
  throw new MissingProgram(
    `The tests need ${missing.join(' and ')}: install with your package manager (Debian: apt-get install ${missing.join(' ')}).`,
  )
}

function findOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some(dir => existsSync(join(dir, program)))
}

async function installWithApt(names: string) {
  console.log(`Installing ${names}`)
  const command = `apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq ${names}`
  const { code, output } = await runCommand(command, { timeoutMs: INSTALL_TIMEOUT_MS, isQuiet: true })
  if (code !== 0) throw new MissingProgram(`apt-get could not install ${names}:\n${output.slice(-1500)}`)
}

async function installHeadless() {
  try {
    await installWithApt(HEADLESS)
  } catch (error) {
    if (!(error instanceof MissingProgram)) throw error
    console.log(`Without ${HEADLESS}, browser tests run in chromium and take longer`)
  }
}

/** The package starts it, at every address of the machine; no test needs that one. */
async function installPrometheus() {
  await installWithApt('--no-install-recommends prometheus')
  const command = 'service prometheus stop; update-rc.d prometheus disable'
  await runCommand(command, { timeoutMs: STOP_TIMEOUT_MS, isQuiet: true })
}

async function installWithPlaywright() {
  const { code, output } = await runCommand('e2e/node_modules/.bin/playwright install chromium', {
    timeoutMs: INSTALL_TIMEOUT_MS,
    isQuiet: true,
  })
  if (code !== 0)
    throw new MissingProgram(
      `Chromium is missing and Playwright could not install it:\n${output.slice(-1500)}`,
    )
}
