import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Tally } from './outcome.ts'
import { root } from './repository/root.ts'
import { runCommand } from './runner.ts'

const CHECK_TIMEOUT_MS = 5 * 60_000

/** Runs each `check:*` script of package.json, two at a time, and prints what a failing one said. */
export async function runChecks(): Promise<Tally> {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const waiting = Object.entries(scripts).filter(([name]) => name.startsWith('check:'))
  const tally = { passed: 0, failed: 0, skipped: 0 }
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const isGood = await runCheck(...next)
      tally[isGood ? 'passed' : 'failed'] += 1
    }
  }
  await Promise.all([work(), work()])
  return tally
}

async function runCheck(name: string, command: string): Promise<boolean> {
  const { code, output } = await runCommand(command, { timeoutMs: CHECK_TIMEOUT_MS, isQuiet: true })
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`)
  if (code !== 0) console.log(output)
  return code === 0
}
