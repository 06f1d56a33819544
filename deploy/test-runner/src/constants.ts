import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findMisnamed } from './constants/find-misnamed.ts'
import { listFiles } from './repository/list-files.ts'
import { root } from './repository/root.ts'
import { scriptOf } from './repository/script-of.ts'

const CODE = /\.(?:tsx?|mjs|vue)$/
/** Tests name their examples as a reader would speak of them. */
const LEFT_OUT = /(?:^|\/)(?:test|testing|e2e)\/|\.(?:test|spec)\.|\.generated\.ts$/

/** Refuses constants that are not named in the one style of `constants/find-misnamed.ts`. */
function main(): number {
  const files = listFiles().filter(file => CODE.test(file) && !LEFT_OUT.test(file))
  const found = files.flatMap(file => {
    const text = readFileSync(join(root, file), 'utf8')
    return findMisnamed(file, file.endsWith('.vue') ? scriptOf(text) : text)
  })
  for (const { file, line, name, expected } of found)
    console.log(`${file}:${line} ${name}: rename it in ${expected}`)
  console.log(`${files.length} files, ${found.length} constants to rename`)
  return found.length === 0 ? 0 : 1
}

process.exitCode = main()
