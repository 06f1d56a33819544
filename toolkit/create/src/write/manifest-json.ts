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
  ...['@portico/cli', '@testing-library/dom', 'jsdom', 'svelte-check', 'typescript', 'vitest', 'vue-tsc'],
])

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

/** Of an app that is installed from a registry: each `workspace:` and `catalog:` becomes the range it stands for. */
export function withRanges(json: TemplateJson, ranges: Ranges): TemplateJson {
  const resolve = (wanted: Record<string, string> = {}) =>
    Object.fromEntries(Object.keys(wanted).map(name => [name, ranges[name] ?? missing(name)]))
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

function sorted(entries: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function missing(name: string): never {
  throw new Error(`There is no range for ${name}`)
}
