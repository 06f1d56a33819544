import type { AppDefinition, Manifest } from '@portico/micro-app/manifest'
import { requireBudget, titleOfPart } from './budget.ts'
import { findDuplicates } from './duplicates.ts'
import { formatGrowth, formatKb } from './format.ts'
import { keepSizes, readLastSizes } from './last-build.ts'
import { gzipBytesOf, measureParts } from './measure.ts'

export interface SizedBuild {
  /** Of the project. */
  root: string
  /** Of the artifact. */
  dir: string
  manifest: Manifest
  /** Files that the scripts were made of. */
  moduleIds: Iterable<string>
  say(line: string): void
  warn(line: string): void
}

/**
 * Says what the app brings along by itself, file by file, and which libraries are in it twice. Throws BudgetError before there
 * is a manifest: what is too large cannot be published.
 */
export async function watchSizes(app: AppDefinition, build: SizedBuild): Promise<void> {
  const parts = await measureParts(build.dir, build.manifest)
  const last = await readLastSizes(build.root, app.name)
  for (const part of parts) {
    build.say(`${titleOfPart(part)}: ${formatKb(gzipBytesOf(part))} gzip`)
    for (const file of part.files)
      build.say(
        `  ${file.path}  ${formatKb(file.bytes)}, ${formatKb(file.gzipBytes)} gzip${formatGrowth(file, last)}`,
      )
  }
  const duplicates = findDuplicates(build.moduleIds)
  if (duplicates.length > 0)
    build.warn(
      `More than one copy is in the build of: ${duplicates.join(', ')}. Make the ranges agree, or dedupe.`,
    )
  requireBudget(app, parts, last)
  await keepSizes(build.root, app.name, parts)
}
