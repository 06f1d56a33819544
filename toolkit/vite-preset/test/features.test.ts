import { join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { describe, expect, it } from 'vitest'
import { defineFeatures, readFeatures } from '../src/common/features.ts'

const entry = join(import.meta.dirname, 'fixtures/react-app/src/NewBadge.tsx')

/** The code of the badge, which only a build with `waiting-days` shows. */
async function buildBadge(features?: string[]): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [defineFeatures(features)],
    build: {
      write: false,
      rolldownOptions: { input: entry, external: /^react/, preserveEntrySignatures: 'strict' },
    },
  })
  const { output } = built as Rolldown.RolldownOutput
  return output.map(part => ('code' in part ? part.code : '')).join()
}

describe('a build', () => {
  it('has what its features switch on, and no question left', async () => {
    const code = await buildBadge(['other', 'waiting-days'])
    expect(code).toContain('waiting since yesterday')
    expect(code).not.toContain('PORTICO_FEATURE')
  })

  it.each([[undefined], [['waiting']], [['waiting-days-too']]])(
    'with %j has nothing of it',
    async features => {
      expect(await buildBadge(features)).not.toMatch(/waiting since|PORTICO_FEATURE/)
    },
  )
})

describe('PORTICO_FEATURES', () => {
  it('is a list with commas, or nothing', () => {
    expect(readFeatures({ PORTICO_FEATURES: 'waiting-days, v2 ,' })).toEqual(['waiting-days', 'v2'])
    expect(readFeatures({})).toEqual([])
  })

  it.each(['Waiting', 'a_b', '-a', 'a--b'])('refuses %s', PORTICO_FEATURES => {
    expect(() => readFeatures({ PORTICO_FEATURES })).toThrow('kebab-case')
  })
})
