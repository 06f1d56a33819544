import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles } from './repository/list-files.ts'
import { root } from './repository/root.ts'
import { ALLOWED, SHARED_NAMES } from './words/allowed.ts'
import { packagesByName } from './words/exported-names.ts'
import { RETIRED } from './words/retired.ts'

const TEXT = /\.(?:ts|tsx|mjs|js|vue|css|graphql|sql|md|json|html|yml|yaml)$/
/** Lists of the words themselves, what others wrote, and migrations, which are never changed. */
const LEFT_OUT = /^deploy\/test-runner\/(?:src\/words|test)\/|\/migrations\/|^pnpm-lock\.yaml$/

/**
 * Refuses words that `docs/glossary.md` has replaced, and a name that two packages export with different meanings.
 * What `words/allowed.ts` names with a reason is let through, and must still be there.
 */
function main(): number {
  const files = listFiles().filter(file => TEXT.test(file) && !LEFT_OUT.test(file))
  const found = [...retiredIn(files), ...sharedNames(files)]
  for (const line of found) console.log(line)
  console.log(`${files.length} files, ${found.length} words to replace`)
  return found.length === 0 ? 0 : 1
}

function retiredIn(files: readonly string[]): string[] {
  const used = new Set<string>()
  const found = files.flatMap(file => {
    const words = RETIRED.filter(({ where }) => where?.test(file) ?? true)
    return readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => {
        const rest = withoutAllowed(file, line, used)
        const hits = words.filter(({ pattern }) => pattern.test(rest))
        return hits.map(({ pattern, instead }) => {
          return `${file}:${index + 1}: "${pattern.exec(rest)?.[0]}", the glossary has ${instead}: ${line.trim().slice(0, 120)}`
        })
      })
  })
  const stale = Object.keys(ALLOWED).filter(text => !used.has(text))
  return [
    ...found,
    ...stale.map(text => `words/allowed.ts names "${text}", which stands nowhere: take it out`),
  ]
}

/** The line without the texts that are let through there. */
function withoutAllowed(file: string, line: string, used: Set<string>): string {
  let rest = line
  for (const [text, { where }] of Object.entries(ALLOWED)) {
    if (!rest.includes(text) || !(where?.test(file) ?? true)) continue
    used.add(text)
    rest = rest.replaceAll(text, '')
  }
  return rest
}

function sharedNames(files: readonly string[]): string[] {
  const shared = [...packagesByName(files)].filter(([, packages]) => packages.size > 1)
  const unknown = shared
    .filter(([name]) => !(name in SHARED_NAMES))
    .map(
      ([name, packages]) => `${name} is exported by ${[...packages].join(' and ')}: one word means one thing`,
    )
  const stale = Object.keys(SHARED_NAMES)
    .filter(name => !shared.some(([known]) => known === name))
    .map(name => `words/allowed.ts names ${name}, which one package exports at most: take it out`)
  return [...unknown, ...stale]
}

process.exitCode = main()
