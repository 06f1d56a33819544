import { expect, test } from 'vitest'
import type { PublicPackage } from '../src/packages/public-packages.ts'
import { releasePackages } from '../src/registry/release-packages.ts'

const packages = ['base', 'tool'].map(
  (name): PublicPackage => ({
    folder: name,
    dir: `/${name}`,
    form: 'bundle',
    maxKb: 10,
    json: { name: `@portico/${name}`, version: '1.0.0' },
  }),
)

/** A registry that keeps what it was given. */
function fakeRegistry(kept: string[] = []) {
  const said: string[] = []
  const packed: string[][] = []
  const work = {
    registry: {
      label: 'the registry',
      has: async (name: string) => kept.includes(name),
      publish: async (_archive: string, name: string) => {
        kept.push(name)
        return 'published' as const
      },
    },
    pack: async (missing: readonly PublicPackage[]) => {
      packed.push(missing.map(({ folder }) => folder))
      return missing.map(({ folder }) => ({ file: `/${folder}.tgz`, sizeBytes: 1500 }))
    },
    say: (line: string) => void said.push(line),
  }
  return { work, kept, said, packed }
}

test('what is missing is published in order; a second run builds and publishes nothing', async () => {
  const { work, kept, said, packed } = fakeRegistry()
  expect(await releasePackages(packages, work)).toBe(2)
  expect(kept).toEqual(['@portico/base', '@portico/tool'])
  expect(said).toContain('published   @portico/base@1.0.0, 2 kB')
  expect(await releasePackages(packages, work)).toBe(0)
  expect(packed).toEqual([['base', 'tool']])
  expect(said.at(-1)).toBe('Nothing to publish: the registry has all 2 packages in these versions.')
})

test('a run that was cut short is taken up by the next', async () => {
  const { work, kept, packed } = fakeRegistry(['@portico/base'])
  expect(await releasePackages(packages, work)).toBe(1)
  expect(packed).toEqual([['tool']])
  expect(kept).toEqual(['@portico/base', '@portico/tool'])
})

test('what the registry refuses ends the run; what was published before stays', async () => {
  const { work, kept } = fakeRegistry()
  const { publish } = work.registry
  work.registry.publish = async (archive, name) => {
    if (name === '@portico/tool') throw new Error('refused')
    return publish(archive, name)
  }
  await expect(releasePackages(packages, work)).rejects.toThrow('refused')
  expect(kept).toEqual(['@portico/base'])
})
