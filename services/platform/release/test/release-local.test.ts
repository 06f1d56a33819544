import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adoptLocal } from '../src/baseline/adopt-local.ts'
import { ReleaseHarness } from './release-harness.ts'

let harness: ReleaseHarness

beforeAll(async () => {
  harness = await ReleaseHarness.open()
  await harness.published(
    'shell@1',
    'sales@1',
    'sales@2',
    'sales@gray',
    'stock@1',
    'stock@2',
    'labels@1',
    'react@19',
  )
  await harness.run('update artifact set is_local = true')
  await harness.published('stock@published')
})
afterAll(() => harness.close())

const adopt = (apps: Record<string, string>, shell = '1') =>
  harness.under.database.transaction({}, tx => adoptLocal(tx, { shell, apps, shared: { react: '19' } }))

describe('builds of this machine', () => {
  it('are the baseline where there is none, and follow one another', async () => {
    await adopt({ sales: '1', stock: '1', labels: '1' })
    expect(await harness.baseline()).toEqual({
      shell: '1',
      apps: { sales: '1', stock: '1', labels: '1' },
      shared: { react: '19' },
      services: {},
    })
    await adopt({ sales: '2', stock: '1' })
    expect((await harness.baseline()).apps).toEqual({ sales: '2', stock: '1' })
    expect(await harness.audited('baseline')).toMatchObject([{ actor: 'system' }, { actor: 'system' }])
  })

  it('that are the same again change nothing', async () => {
    const before = (await harness.call('GET', '/baseline')).json()
    await adopt({ stock: '1', sales: '2' })
    expect((await harness.call('GET', '/baseline')).json()).toEqual(before)
  })

  it('leave what was promoted or published in place', async () => {
    const gray = await harness.running({ overlay: { apps: { sales: 'gray' } } })
    const full = (await harness.step(gray, 'promote')).json()
    await harness.based({ ...(await harness.baseline()), apps: { sales: 'gray', stock: 'published' } })
    await adopt({ sales: '1', stock: '2', labels: '1' })
    expect((await harness.baseline()).apps).toEqual({ sales: 'gray', stock: 'published', labels: '1' })
    expect((await harness.step(full, 'rollback')).statusCode).toBe(200)
    await adopt({ sales: '1', stock: '2' })
    expect((await harness.baseline()).apps).toEqual({ sales: '1', stock: 'published' })
  })
})

describe('builds that not every tenant gets', () => {
  const others = [{ name: 'sales', version: 'gray' }]
  const body = { shell: '1.0.0', apps: { sales: '2', stock: '2' }, shared: {}, others }
  const overlaid = async () => (await harness.call('POST', '/local/overlaid', { body })).json().items

  it('are listed with the release left running over them, or with null for the baseline', async () => {
    await harness.clear()
    await harness.based({ shell: '1.0.0', apps: { sales: '2', stock: '2' } })
    expect(await overlaid()).toEqual([])
    const running = await harness.running({ overlay: { apps: { sales: '1' } } })
    expect(await overlaid()).toEqual([{ name: 'sales', version: '1', built: '2', releaseId: running.id }])
    await harness.step(running, 'promote')
    expect(await overlaid()).toEqual([{ name: 'sales', version: '1', built: '2', releaseId: null }])
  })

  it('are none where the release is of a build made beside them', async () => {
    await harness.based({ shell: '1.0.0', apps: { sales: '2', stock: '2' } })
    await harness.running({ overlay: { apps: { sales: 'gray' } } })
    expect(await overlaid()).toEqual([])
    await harness.clear()
  })
})
