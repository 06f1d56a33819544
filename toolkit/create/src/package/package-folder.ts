import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Of this package, whether it runs from its source or as it was published. */
export const PACKAGE_FOLDER = findPackage(import.meta.dirname)

export const TEMPLATES_FOLDER = join(PACKAGE_FOLDER, 'templates')

function findPackage(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : findPackage(dirname(folder))
}
