import { expect, it } from 'vitest'
import { readRevision } from '../src/settings/revision.ts'

const sales = new URL('../../business/sales/migrations/', import.meta.url)

it('is stable, of the package’s version and without features when nothing is said', () => {
  expect(readRevision({}, sales)).toEqual({
    tag: 'stable',
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    features: new Set(),
  })
})

it('is what the environment says', () => {
  const env = { PORTICO_TAG: 'gray', PORTICO_VERSION: '1.5.0', PORTICO_FEATURES: 'waiting-days, other,' }
  expect(readRevision(env, sales)).toEqual({
    tag: 'gray',
    version: '1.5.0',
    features: new Set(['waiting-days', 'other']),
  })
})

it('refuses a tag that routing targets cannot name', () => {
  expect(() => readRevision({ PORTICO_TAG: 'Gray:1' }, sales)).toThrow(
    expect.objectContaining({ code: 'BAD_SETTING' }),
  )
})
