import type { PackageJson } from '../packages/public-packages.ts'

/** A package of this repository. */
export interface Sibling {
  isPrivate: boolean
}

export interface PackageFacts {
  folder: string
  json: PackageJson
  /** Names of packages its published code imports. */
  imported: readonly string[]
  /** Of other makers, taken into its bundle. */
  takenIn: readonly string[]
  /** Whether the folder has a file that was written by hand, relative to it. */
  has(file: string): boolean
}

/** What makes a package useless, or wrong, for who installs it from a registry. One line each. */
export function checkPackage(facts: PackageFacts, siblings: ReadonlyMap<string, Sibling>): string[] {
  const problems = [
    ...checkSiblings(facts, siblings),
    ...checkImports(facts),
    ...checkTargets(facts),
    ...checkFields(facts),
  ]
  return problems.map(problem => `${facts.folder}: ${problem}`)
}

function checkSiblings({ json }: PackageFacts, siblings: ReadonlyMap<string, Sibling>): string[] {
  return Object.entries({ ...json.dependencies, ...json.peerDependencies }).flatMap(([name, range]) => {
    const sibling = siblings.get(name)
    if (sibling === undefined) return []
    if (sibling.isPrivate)
      return [
        `depends on ${name}, which is private and in no registry: move it to devDependencies (bundled), or publish it`,
      ]
    return range === 'workspace:^'
      ? []
      : [`asks for ${name} as ${range}; "workspace:^" becomes a semver range`]
  })
}

function checkImports({ json, imported, takenIn }: PackageFacts): string[] {
  const { dependencies = {}, peerDependencies = {}, devDependencies = {} } = json
  const undeclared = imported.filter(
    name => name !== json.name && !(name in dependencies) && !(name in peerDependencies),
  )
  const idle = Object.keys(dependencies).filter(name => !imported.includes(name))
  return [
    ...undeclared.map(name => `imports ${name}, which neither dependencies nor peerDependencies name`),
    ...idle.map(name => `has ${name} among its dependencies and does not import it`),
    ...takenIn
      .filter(name => !(name in devDependencies))
      .map(
        name =>
          `takes ${name} into its bundle: name it in dependencies (installed) or devDependencies (bundled)`,
      ),
  ]
}

function checkTargets({ json, has }: PackageFacts): string[] {
  const { exports = {}, bin = {}, publishConfig = {} } = json
  const published = publishConfig.exports ?? {}
  const missing = Object.keys(exports).filter(key => !(key in published))
  const isLibrary = Object.keys(published).some(key => key !== './package.json')
  const targets = [
    ...Object.values(published).flatMap(target =>
      typeof target === 'string' ? [target] : Object.values(target ?? {}),
    ),
    ...Object.values(publishConfig.bin ?? {}),
  ]
  return [
    ...(isLibrary ? missing.map(key => `exports ${key} here, but not in publishConfig.exports`) : []),
    ...Object.keys(bin)
      .filter(name => !(name in (publishConfig.bin ?? {})))
      .map(name => `has the program ${name} here, but not in publishConfig.bin`),
    ...targets
      .filter(target => !isThere(target.replace(/^\.\//, ''), has))
      .map(target => `publishes ${target}, for which there is no source`),
  ]
}

/** A file that is made has a source of the same path. */
function isThere(file: string, has: (file: string) => boolean): boolean {
  if (!file.startsWith('dist/')) return has(file)
  const source = file.replace(/^dist\//, 'src/')
  const stem = source.replace(/(?:\.d\.ts|\.js)$/, '')
  return has(source) || has(`${stem}.ts`) || has(`${stem}.tsx`)
}

function checkFields({ json, has }: PackageFacts): string[] {
  return [
    ...(json.license === undefined ? ['names no license'] : []),
    ...(json.files === undefined ? ['has no "files": everything in its folder would be published'] : []),
    ...(has('README.md') ? [] : ['has no README.md']),
    ...(/^\d+\.\d+\.\d+/.test(json.version) ? [] : [`has the version ${json.version}, which is none`]),
  ]
}
