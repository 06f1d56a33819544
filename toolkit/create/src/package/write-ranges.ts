import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PACKAGE_FOLDER, TEMPLATES_FOLDER } from './package-folder.ts'
import { readWorkspaceRanges } from './workspace-ranges.ts'

/** Writes `ranges.json` for the published package: the ranges that its templates ask for. */
const ranges = readWorkspaceRanges(join(PACKAGE_FOLDER, '../..'))
const asked = readdirSync(TEMPLATES_FOLDER).flatMap(template => {
  const file = join(TEMPLATES_FOLDER, template, 'package.json')
  const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as {
    dependencies?: Record<string, string>
    devDependencies?: Record<string, string>
  }
  return [...Object.keys(dependencies), ...Object.keys(devDependencies)]
})
const entries = [...new Set(asked)].sort().map(name => [name, ranges[name]])
const missing = entries.filter(([, range]) => range === undefined).map(([name]) => name)
if (missing.length > 0) throw new Error(`The catalog of pnpm-workspace.yaml has no ${missing.join(', ')}`)
writeFileSync(
  join(PACKAGE_FOLDER, 'ranges.json'),
  `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`,
)
