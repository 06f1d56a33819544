import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The command lines of one job of an app's `.gitlab-ci.yml`, as a runner would give them to its shell. */
export async function recipeOf(folder: string, job: string): Promise<string[]> {
  const text = await readFile(join(folder, '.gitlab-ci.yml'), 'utf8')
  const [, rest] = text.split(new RegExp(`^${job}:$`, 'm'))
  const own = rest?.split(/^\S/m)[0]
  const lines = own?.split(/^ {2}script:$/m)[1]?.matchAll(/^ {4}- (.+)$/gm) ?? []
  const commands = [...lines].map(([, command = '']) => command)
  if (commands.length === 0) throw new Error(`The recipe of ${folder} has no job ${job}`)
  return commands
}
