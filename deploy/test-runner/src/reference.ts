import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorsPage } from './reference/errors.ts'
import { manifestPage } from './reference/manifest.ts'
import { permissionsPage } from './reference/permissions.ts'
import { settingFaults, settingsPage } from './reference/settings.ts'
import { listFiles } from './repository/list-files.ts'
import { root } from './repository/root.ts'

const FOLDER = 'docs/reference'
const CODE = /\.(?:tsx?|mjs)$/
const TEST = /(?:^|\/)(?:test|testing)\/|^e2e\/(?:host|product)\/|\.(?:test|spec)\./

const isCheck = process.argv.includes('--check')
process.exitCode = main()

/** Writes the pages of reference from the code, or with `--check` says which are stale. Refuses settings that no table has. */
function main(): number {
  const files = listFiles()
    .filter(path => CODE.test(path) && (!TEST.test(path) || path.endsWith('global-setup.ts')))
    .map(path => ({ path, text: read(path) }))
  const pages = {
    settings: settingsPage(),
    permissions: permissionsPage(),
    errors: errorsPage(files),
    manifest: manifestPage(read('toolkit/micro-app/src/manifest.ts')),
  }
  const stale = Object.entries(pages).filter(([name, page]) => readOrNothing(pathOf(name)) !== page)
  for (const [name, page] of stale) {
    console.log(`${isCheck ? 'stale' : 'wrote'} ${pathOf(name)}`)
    if (!isCheck) write(pathOf(name), page)
  }
  if (isCheck && stale.length > 0) console.log('Run `pnpm docs:reference` and commit what it writes.')
  const faults = settingFaults(files)
  for (const fault of faults) console.log(fault)
  return faults.length > 0 || (isCheck && stale.length > 0) ? 1 : 0
}

function pathOf(name: string): string {
  return `${FOLDER}/${name}.md`
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

function readOrNothing(path: string): string {
  try {
    return read(path)
  } catch {
    return ''
  }
}

function write(path: string, page: string): void {
  mkdirSync(join(root, FOLDER), { recursive: true })
  writeFileSync(join(root, path), page)
}
