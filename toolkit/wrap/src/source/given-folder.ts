import type { Folder } from './folder.ts'
import type { Problems } from './problems.ts'

const NESTED_PAGE = /^(.+)\/index\.html$/
const SHOWN_FOLDERS = 3

/** Whether the folder is something else than what a build wrote: an artifact, or the source of an app. Says which. */
export function isNoBuild(folder: Folder, problems: Problems): boolean {
  if (folder.has('portico.json')) {
    problems.add('WRAP_ARTIFACT', 'portico.json', 'The folder is an artifact already.')
    return true
  }
  if (!hasBuildScript(folder)) return false
  problems.add(
    'WRAP_SOURCE',
    'package.json',
    `It has a build script, so this is source.${pagesBelow(folder)}`,
  )
  return true
}

/** Where an `index.html` lies instead, as a sentence with a space before it; nothing where none does. */
export function pagesBelow(folder: Folder): string {
  const found = [...folder.files.keys()].flatMap(file => NESTED_PAGE.exec(file)?.[1] ?? [])
  const near = found.filter(path => !/(?:^|\/)node_modules(?:\/|$)/.test(path)).slice(0, SHOWN_FOLDERS)
  return near.length === 0 ? '' : ` An index.html lies in ${near.join(', ')}.`
}

function hasBuildScript(folder: Folder): boolean {
  if (!folder.has('package.json')) return false
  try {
    const { scripts } = JSON.parse(folder.text('package.json')) as { scripts?: { build?: unknown } }
    return typeof scripts?.build === 'string'
  } catch {
    return false
  }
}
