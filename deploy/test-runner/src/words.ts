import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles } from './repository/list-files.ts'
import { root } from './repository/root.ts'
import { ALLOWED, SHARED_NAMES } from './words/allowed.ts'
import { packagesByName } from './words/exported-names.ts'
import { findRetired } from './words/find-retired.ts'
import { findShared, joinTemplates } from './words/find-shared.ts'
import { RETIRED } from './words/retired.ts'

const TEXT = /\.(?:ts|tsx|mjs|js|vue|css|graphql|sql|md|json|html|yml|yaml)$/
/** Lists of the words themselves, what others wrote, and migrations, which are never changed. */
const LEFT_OUT = /^deploy\/test-runner\/(?:src\/words|test)\/|\/migrations\/|^pnpm-lock\.yaml$/

/** Each is an app or a service to be, not a package of this repository. */
const TEMPLATES = /^toolkit\/(?:create|cli)\/templates\//
const APP_TEMPLATES = /^toolkit\/create\/templates\//

/**
 * Refuses words that `docs/glossary.md` has replaced, and a name that two packages export with different meanings.
 * What `words/allowed.ts` names with a reason is let through, and must still be there.
 */
function main(): number {
  const paths = listFiles().filter(file => TEXT.test(file) && !LEFT_OUT.test(file))
  const files = paths.map(path => ({ path, text: readFileSync(join(root, path), 'utf8') }))
  const packages = packagesByName(paths.filter(path => !TEMPLATES.test(path)))
  const templates = packagesByName(paths.filter(path => APP_TEMPLATES.test(path)))
  const found = [
    ...findRetired(files, RETIRED, ALLOWED),
    ...findShared(joinTemplates(packages, templates.keys()), SHARED_NAMES),
  ]
  for (const line of found) console.log(line)
  console.log(`${files.length} files, ${found.length} words to replace`)
  return found.length === 0 ? 0 : 1
}

process.exitCode = main()
