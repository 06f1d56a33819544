import type { DocumentFault } from '@portico/graph-codegen'
import { CliError } from '../errors/cli-error.ts'

/** What reads an app's documents, with their faults as this program says them. Throws OPERATIONS_INVALID. */
export async function withDocuments<T>(work: () => T | Promise<T>): Promise<T> {
  const { DocumentError } = await import('@portico/graph-codegen')
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error
    const { faults } = error
    const lines = faults.map(describe)
    throw new CliError('OPERATIONS_INVALID', `${count(faults)}\n${lines.join('\n')}`, {
      cause: error,
      facts: { faults },
    })
  }
}

function count({ length }: readonly unknown[]): string {
  return length === 1 ? 'The graph does not take one place:' : `The graph does not take ${length} places:`
}

function describe({ file, line, column, message, mend }: DocumentFault): string {
  const place = file === null ? '' : `${file}:${line}:${column} `
  return `  ${place}${message}\n    ${mend}`
}
