import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { runCommand } from './runner.ts'

const INSTALL_TIMEOUT_MS = 10 * 60_000

/** A program the tests need and could not get. */
export class MissingProgram extends Error {}

/** Finds Redis and Chromium, or installs them; throws MissingProgram with what to do by hand. */
export async function ensurePrograms(): Promise<void> {
  const missing = [
    ...(findOnPath('redis-server') ? [] : ['redis-server']),
    ...(findOnPath('chromium') || process.env.PORTICO_CHROMIUM ? [] : ['chromium']),
  ]
  if (missing.length === 0) return
  if (process.getuid?.() === 0 && findOnPath('apt-get')) return installWithApt(missing)
  if (missing.join() === 'chromium') return installWithPlaywright()
  throw new MissingProgram(
    `The tests need ${missing.join(' and ')}: install with your package manager (Debian: apt-get install ${missing.join(' ')}).`,
  )
}

function findOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some(dir => existsSync(join(dir, program)))
}

async function installWithApt(programs: string[]) {
  const names = programs.join(' ')
  console.log(`Installing ${names}`)
  const command = `apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq ${names}`
  const { code, output } = await runCommand(command, { timeoutMs: INSTALL_TIMEOUT_MS, isQuiet: true })
  if (code !== 0) throw new MissingProgram(`apt-get could not install ${names}:\n${output.slice(-1500)}`)
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
