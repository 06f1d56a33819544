import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Package -> range that an app outside of the repository asks for. */
export type Ranges = Readonly<Record<string, string>>

/** The major that still runs on Node 20, where the repository has a later one. */
const FOR_NODE_20: Ranges = {
  jsdom: '^26.1.0',
  'react-router': '^7.18.7',
  vitest: '^4.1.12',
  'vue-router': '^4.6.5',
}
const OWN = ['toolkit/micro-app', 'toolkit/testing', 'toolkit/vite-preset', 'toolkit/cli', 'shared-ui']
const CATALOG_LINE = /^ {2}"?([\w@/.-]+)"?: (.+)$/

/** The ranges of the repository's catalog, and of its own public packages. */
export function readWorkspaceRanges(root: string): Ranges {
  const [, catalog = ''] = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8').split(/^catalog:$/m)
  const found = catalog.split('\n').flatMap(line => {
    const [, name, range] = CATALOG_LINE.exec(line) ?? []
    return name === undefined || range === undefined ? [] : [[name, range]]
  })
  const own = OWN.map(folder => {
    const { name, version } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as {
      name: string
      version: string
    }
    return [name, `^${version}`]
  })
  return { ...Object.fromEntries([...found, ...own]), ...FOR_NODE_20 }
}
