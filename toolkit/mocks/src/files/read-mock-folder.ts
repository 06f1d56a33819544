import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { MockError } from '../format/mock-error.ts'
import type { MockSources, MockText } from '../matching/load-mocks.ts'
import { listMockPackages } from './package-settings.ts'

/** Of an app, and of a package of mocks. */
const FOLDER = 'mocks'
const OVERRIDES = 'overrides.yaml'

/**
 * The mocks of an app's folder: those of the packages that its `package.json` lists in `portico.mocks`, which other teams publish,
 * and its own `mocks/*.yaml`; `mocks/overrides.yaml` changes cases of both. Null: there are none. Names in messages are relative to
 * the folder. Throws `MOCK_PACKAGE_MISSING` where one that is listed is not installed.
 */
export function readMockFolder(root: string): MockSources | null {
  const packages = listMockPackages(root)
  const own = readFolder(join(root, FOLDER), root)
  if (packages.length === 0 && own.length === 0) return null
  const isOverride = ({ file }: MockText) => file.endsWith(`/${OVERRIDES}`)
  return {
    providers: [
      ...packages
        .flatMap(name => readFolder(join(folderOf(root, name), FOLDER), root))
        .filter(each => !isOverride(each)),
      ...own.filter(each => !isOverride(each)),
    ],
    overrides: own.filter(isOverride),
  }
}

function folderOf(root: string, name: string): string {
  try {
    return dirname(createRequire(join(root, 'package.json')).resolve(`${name}/package.json`))
  } catch (cause) {
    throw new MockError(
      'MOCK_PACKAGE_MISSING',
      `The package of mocks ${name} is not installed: add it to devDependencies, and see that it exports package.json`,
      { place: { file: 'package.json', line: null }, cause },
    )
  }
}

function readFolder(folder: string, root: string): MockText[] {
  return namesIn(folder)
    .filter(name => /\.ya?ml$/.test(name))
    .sort()
    .map(name => ({
      file: relative(root, join(folder, name)).replaceAll('\\', '/'),
      text: readFileSync(join(folder, name), 'utf8'),
    }))
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
