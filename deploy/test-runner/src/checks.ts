import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describeFailure, type Outcome } from './outcome.ts'
import { root } from './repository/root.ts'
import { runCommand } from './runner.ts'

const CHECK_TIMEOUT_MS = 5 * 60_000

/** Runs each `check:*` script of package.json, two at a time, and prints what a failing one said. */
export async function runChecks(): Promise<Outcome> {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const waiting = Object.entries(scripts).filter(([name]) => name.startsWith('check:'))
  const tally = { passed: 0, failed: 0, skipped: 0 }
  const failures: string[] = []
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name] = next
      const fault = await runCheck(...next)
      tally[fault === null ? 'passed' : 'failed'] += 1
      if (fault !== null) failures.push(describeFailure('package.json', name, fault))
    }
  }
  await Promise.all([work(), work()])
  return { tally, files: [], failures }
}

/** What a check that failed said; null for one that is content. */
async function runCheck(name: string, command: string): Promise<string | null> {
  const { code, output } = await runCommand(command, { timeoutMs: CHECK_TIMEOUT_MS, isQuiet: true })
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`)
  if (code === 0) return null
  console.log(output)
  return output
}
