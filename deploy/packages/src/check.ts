import { existsSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { bundle } from './build/bundle.ts'
import { listPublicPackages, type PublicPackage, readPackageJson } from './packages/public-packages.ts'
import { ROOT } from './packages/root.ts'
import { checkPackage, type Sibling } from './rules/check-package.ts'
import { listImported } from './rules/imports.ts'

/** Refuses packages that outside teams could not install or run; what is wrong with each is a line. */
async function main(): Promise<number> {
  const packages = listPublicPackages()
  const siblings = listSiblings()
  const problems = [...checkList(packages, siblings)]
  for (const each of packages) problems.push(...checkPackage(await factsOf(each), siblings))
  for (const line of problems) console.log(line)
  console.log(`${packages.length} packages, ${problems.length} problems`)
  return problems.length === 0 ? 0 : 1
}

async function factsOf(each: PublicPackage) {
  const { dir, folder, json, form } = each
  const bundled =
    form === 'bundle' ? await bundle(each) : { imported: listImported(join(dir, 'src')), takenIn: [] }
  return { folder, json, ...bundled, has: (file: string) => existsSync(join(dir, file)) }
}

/** Every package of the repository by name. */
function listSiblings(): Map<string, Sibling> {
  const files = globSync('{shell,shared-ui,apps/*,bff/*,toolkit/*,services/**,deploy/*}/package.json', {
    cwd: ROOT,
    exclude: ['**/node_modules/**'],
  })
  return new Map(
    files.map(file => {
      const { name, private: isPrivate = false } = readPackageJson(join(ROOT, dirname(file)))
      return [name, { isPrivate }]
    }),
  )
}

function checkList(packages: readonly PublicPackage[], siblings: ReadonlyMap<string, Sibling>): string[] {
  const listed = new Set(packages.map(({ json }) => json.name))
  return [
    ...packages
      .filter(({ json }) => json.private)
      .map(({ folder }) => `${folder}: is published, and private`),
    ...[...siblings]
      .filter(([name, { isPrivate }]) => !isPrivate && !listed.has(name))
      .map(([name]) => `${name}: is neither private nor listed in deploy/packages/src/public-packages.ts`),
  ]
}

process.exitCode = await main()
