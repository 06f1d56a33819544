import type { Ranges } from '../package/workspace-ranges.ts'

/** A template's `package.json`, as much of it as is changed. */
export interface TemplateJson {
  name?: string
  version?: string
  private?: boolean
  license?: string
  type?: string
  scripts?: Record<string, string>
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

/** What apps of the repository get from its root. */
const FROM_ROOT = new Set([
  ...['@portico/cli', '@testing-library/dom', 'jsdom', 'svelte-check', 'typescript', 'typescript-native'],
  ...['vitest', 'vue-tsc'],
])
/** Begins the range of a package that the repository has under a name of its own, since it has two versions of it. */
const ALIAS = 'npm:'

/** The common part and that of the framework as one. */
export function joinJson(common: TemplateJson, own: TemplateJson): TemplateJson {
  return {
    ...common,
    ...own,
    scripts: { ...common.scripts, ...own.scripts },
    dependencies: sorted({ ...common.dependencies, ...own.dependencies }),
    devDependencies: sorted({ ...common.devDependencies, ...own.devDependencies }),
  }
}

/**
 * Of an app that is installed from a registry: each `workspace:` and `catalog:` becomes the range it stands for, and
 * `typescript-native` is TypeScript there: checkers of Vue and Svelte files need the version before it.
 */
export function withRanges(json: TemplateJson, ranges: Ranges): TemplateJson {
  const resolve = (wanted: Record<string, string> = {}) =>
    sorted(
      Object.fromEntries(Object.keys(wanted).map(name => withoutAlias(name, ranges[name] ?? missing(name)))),
    )
  return {
    ...json,
    dependencies: resolve(json.dependencies),
    devDependencies: resolve(json.devDependencies),
  }
}

/** Of an app of the repository. */
export function forRepository({ scripts = {}, ...json }: TemplateJson): TemplateJson {
  const { build = '', alone = '' } = scripts
  const { name, version, type, ...rest } = json
  const own = Object.entries(json.devDependencies ?? {}).filter(([name]) => !FROM_ROOT.has(name))
  return {
    name: `@portico/app-${name}`,
    ...{ version, private: true, license: 'MIT', type },
    scripts: { build, dev: alone },
    ...rest,
    devDependencies: Object.fromEntries(own),
  }
}

function withoutAlias(name: string, range: string): [string, string] {
  if (!range.startsWith(ALIAS)) return [name, range]
  const at = range.lastIndexOf('@')
  return [range.slice(ALIAS.length, at), range.slice(at + 1)]
}

function sorted(entries: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function missing(name: string): never {
  throw new Error(`There is no range for ${name}`)
}
