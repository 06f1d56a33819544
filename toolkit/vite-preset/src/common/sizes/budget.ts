import type { AppDefinition } from '@portico/micro-app/manifest'
import { formatGrowth, formatKb } from './format.ts'
import { type LastSizes, nameWithoutHash } from './last-build.ts'
import { type FileSize, gzipBytesOf, type SizedPart } from './measure.ts'

const KB = 1000

/** A build that is larger than `budget` in `portico.app.ts` allows. */
class BudgetError extends Error {
  readonly code = 'BUDGET_EXCEEDED'

  constructor(problems: readonly string[]) {
    super(`BUDGET_EXCEEDED: ${problems.join('\n')}`)
    this.name = 'BudgetError'
  }
}

/** Throws BudgetError with the files of each part that is too large, those that grew most first. */
export function requireBudget({ budget }: AppDefinition, parts: readonly SizedPart[], last: LastSizes): void {
  const problems = parts.flatMap(part => {
    const field = part.contribution === null ? 'startKb' : 'contributionKb'
    const limit = budget?.[field]
    if (limit === undefined || gzipBytesOf(part) <= limit * KB) return []
    return [
      `${titleOfPart(part)} has ${formatKb(gzipBytesOf(part))} gzip; budget.${field} in portico.app.ts is ${limit} kB.`,
      ...[...part.files]
        .sort((a, b) => growthOf(b, last) - growthOf(a, last))
        .map(file => describe(file, last)),
      'Load with import() what is not needed at once, take a smaller library, or raise the budget.',
    ]
  })
  if (problems.length > 0) throw new BudgetError(problems)
}

export function titleOfPart({ contribution }: SizedPart): string {
  return contribution === null ? 'What is loaded at the start' : `The contribution ${contribution}`
}

function describe(file: FileSize, last: LastSizes): string {
  return `  ${file.path} ${formatKb(file.gzipBytes)}${formatGrowth(file, last)}`
}

/** A new file has grown by all that it has. */
function growthOf({ path, gzipBytes }: FileSize, last: LastSizes): number {
  return gzipBytes - (last.get(nameWithoutHash(path)) ?? 0)
}
