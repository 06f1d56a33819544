import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../src/repository/root.ts'

interface Lock {
  packages: Record<string, { version?: string; integrity?: string; resolved?: string }>
}

it('pnpm is pinned to one version everywhere, and to the hashes of what is run', () => {
  const { packageManager } = read<{ packageManager: string }>('package.json')
  const { dependencies } = read<{ dependencies: { pnpm: string } }>('deploy/bootstrap/pnpm/package.json')
  const { packages } = read<Lock>('deploy/bootstrap/pnpm/package-lock.json')
  const { '': _, ...locked } = packages
  expect(packageManager).toBe(`pnpm@${dependencies.pnpm}`)
  expect(Object.keys(locked)).toEqual(
    expect.arrayContaining(['node_modules/pnpm', 'node_modules/@pnpm/exe.linux-x64']),
  )
  for (const [path, { version, integrity, resolved }] of Object.entries(locked)) {
    expect(version, path).toBe(dependencies.pnpm)
    expect(integrity, path).toMatch(/^sha512-[\w+/]{86}==$/)
    // An address would name one registry, and this one is whichever the machine is set to.
    expect(resolved, path).toBeUndefined()
  }
})

function read<Shape>(file: string): Shape {
  return JSON.parse(readFileSync(join(root, file), 'utf8'))
}
