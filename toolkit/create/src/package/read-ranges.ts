import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PACKAGE_FOLDER } from './package-folder.ts'
import { type Ranges, readWorkspaceRanges } from './workspace-ranges.ts'

/** As published the package has them in a file; in the repository they are read where they stand. */
export function readRanges(): Ranges {
  const root = join(PACKAGE_FOLDER, '../..')
  if (existsSync(join(root, 'pnpm-workspace.yaml'))) return readWorkspaceRanges(root)
  return JSON.parse(readFileSync(join(PACKAGE_FOLDER, 'ranges.json'), 'utf8')) as Ranges
}
