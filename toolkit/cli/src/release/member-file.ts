import { readFile } from 'node:fs/promises'
import { CliError } from '../errors/cli-error.ts'

/** Tenant ids, one a line; blank lines and what follows a `#` do not count. Throws FILE_NOT_READABLE. */
export async function readMemberFile(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(cause => {
    throw new CliError('FILE_NOT_READABLE', `${file} cannot be read.`, { cause })
  })
  const lines = text.split('\n').map(line => line.replace(/#.*/, '').trim())
  return lines.filter(line => line !== '')
}
