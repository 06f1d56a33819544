import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { commandsPage } from './reference/commands.ts'
import { errorsPage } from './reference/errors.ts'
import { iconPictures, iconsPage } from './reference/icons.ts'
import { manifestPage } from './reference/manifest.ts'
import { permissionsPage } from './reference/permissions.ts'
import { servicesPage } from './reference/services.ts'
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
    [pathOf('settings')]: settingsPage(),
    [pathOf('permissions')]: permissionsPage(),
    [pathOf('errors')]: errorsPage(files),
    [pathOf('manifest')]: manifestPage(read('toolkit/micro-app/src/manifest.ts')),
    [pathOf('shell-services')]: servicesPage(read('toolkit/micro-app/src/protocol.ts')),
    [pathOf('cli')]: commandsPage(),
    [pathOf('icons')]: iconsPage(),
    ...iconPictures(),
  }
  const stale = Object.entries(pages).filter(([path, page]) => readOrNothing(path) !== page)
  for (const [path, page] of stale) {
    console.log(`${isCheck ? 'stale' : 'wrote'} ${path}`)
    if (!isCheck) write(path, page)
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
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), page)
}
