import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './root.ts'

/**
 * `compile`: a file of JavaScript and one of types for each source, for libraries that builds of apps take apart again.
 * `bundle`: one program with the private packages of this repository in it, for tools that run in Node.
 */
type Form = 'compile' | 'bundle'

interface Published {
  form: Form
  /** Of the packed archive, in thousands of bytes; a third above what it is. */
  maxKb: number
}

/** What outside teams install, those first that others depend on. Every other package of the repository is `private`. */
const PUBLISHED: Readonly<Record<string, Published>> = {
  'toolkit/micro-app': { form: 'compile', maxKb: 130 },
  'toolkit/testing': { form: 'compile', maxKb: 80 },
  'shared-ui': { form: 'compile', maxKb: 90 },
  'toolkit/vite-preset': { form: 'bundle', maxKb: 930 },
  'toolkit/create': { form: 'bundle', maxKb: 60 },
  'toolkit/cli': { form: 'bundle', maxKb: 1_130 },
}

/** A target of `exports`: a file, or a file for each condition. */
type ExportTarget = string | Record<string, string>

export interface PackageJson {
  name: string
  version: string
  private?: boolean
  license?: string
  files?: string[]
  exports?: Record<string, ExportTarget>
  bin?: Record<string, string>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  /** Null: an entry for this repository alone. */
  publishConfig?: { exports?: Record<string, ExportTarget | null>; bin?: Record<string, string> }
}

export interface PublicPackage extends Published {
  /** From the root of the repository. */
  folder: string
  /** Absolute. */
  dir: string
  json: PackageJson
}

export function listPublicPackages(): PublicPackage[] {
  return Object.entries(PUBLISHED).map(([folder, published]) => {
    const dir = join(ROOT, folder)
    return { folder, dir, ...published, json: readPackageJson(dir) }
  })
}

export function readPackageJson(dir: string): PackageJson {
  return JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as PackageJson
}

/** Files that a published package names, in `exports` and `bin`, relative to its folder. */
export function listPublishedFiles({ publishConfig = {} }: PackageJson): string[] {
  const { exports = {}, bin = {} } = publishConfig
  const targets = Object.values(exports).flatMap(target =>
    typeof target === 'string' ? [target] : Object.values(target ?? {}),
  )
  return [...new Set([...targets, ...Object.values(bin)].map(file => file.replace(/^\.\//, '')))]
}

/** The module that an entry such as `dist/index.js` is made of, `src/index.ts`. */
export function sourceOf(file: string): string {
  return file.replace(/^dist\//, 'src/').replace(/(?:\.d\.ts|\.js)$/, '.ts')
}
