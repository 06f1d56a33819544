import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderCircles } from './folders/folder-circles.ts'
import { listFiles } from './repository/list-files.ts'
import { root } from './repository/root.ts'

/**
 * Refuses folders of one package that import each other: what both need stands in a folder below both. Files that stand
 * beside folders, such as `service.ts` or `App.tsx`, import from the folders and are imported by none of them.
 */
function main(): number {
  const circles = folderCircles(listFiles(), file => readFileSync(join(root, file), 'utf8'))
  for (const { name, imports } of circles) console.log([name, ...imports].join('\n  '))
  console.log(`${circles.length} circles of folders`)
  return circles.length === 0 ? 0 : 1
}

process.exitCode = main()
