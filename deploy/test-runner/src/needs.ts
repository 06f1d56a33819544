import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { runCommand } from './runner.ts'

const INSTALL_TIMEOUT_MS = 10 * 60_000
/** A mirror that does not answer must not hold up the tests longer than they would gain. */
const EXTRA_TIMEOUT_MS = 2 * 60_000
const STOP_TIMEOUT_MS = 60_000
/** Debian's package of that part of Chromium that draws no windows, and its program. */
const HEADLESS = 'chromium-headless-shell'

/** A program the tests need and could not get. */
export class MissingProgram extends Error {}

/**
 * Finds Redis, Chromium and Prometheus, or installs them; throws MissingProgram with what to do by hand. Where Prometheus
 * cannot be installed its tests are left out, and say so. Chromium's headless build is an extra that spares a third of the
 * time of browser tests: where it cannot be installed they run in the whole Chromium.
 */
export async function ensurePrograms(): Promise<void> {
  const missing = [
    ...(findOnPath('redis-server') ? [] : ['redis-server']),
    ...(findOnPath('chromium') || process.env.PORTICO_CHROMIUM ? [] : ['chromium']),
  ]
  if (process.getuid?.() === 0 && findOnPath('apt-get')) {
    if (missing.length > 0) await installWithApt(missing.join(' '))
    if (!process.env.PORTICO_CHROMIUM && !findOnPath(HEADLESS))
      await installExtra(HEADLESS, 'Browser tests run in chromium, and take longer')
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

async function installWithApt(names: string, timeoutMs = INSTALL_TIMEOUT_MS) {
  console.log(`Installing ${names}`)
  const command = `apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq ${names}`
  const { code, output } = await runCommand(command, { timeoutMs, isQuiet: true })
  if (code !== 0) throw new MissingProgram(`apt-get could not install ${names}:\n${output.slice(-1500)}`)
}

/** What the tests do without, if they must: a machine without a network runs them all the same. `without` says how. */
async function installExtra(names: string, without: string): Promise<boolean> {
  try {
    await installWithApt(names, EXTRA_TIMEOUT_MS)
    return true
  } catch (error) {
    if (!(error instanceof MissingProgram)) throw error
    console.log(`${error.message}\n${without}`)
    return false
  }
}

/** The package starts it, at every address of the machine; no test needs that one. */
async function installPrometheus() {
  const names = '--no-install-recommends prometheus'
  if (!(await installExtra(names, 'The tests that ask a real Prometheus are left out'))) return
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
