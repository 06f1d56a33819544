import { expect, test } from '@playwright/test'
import allocator from '../../deploy/bootstrap/allocator.json' with { type: 'json' }
import { treeMegabytes } from '../src/memory.ts'
import { createEmptyHome, keepHome, SAFE_HASHES, startProduct, WITH_SALES_GRAY } from '../src/product.ts'

/** 600 MB are promised; npm and the bootstrap, which are not started here, take 66 of them. */
const MOST_MEGABYTES = 600 - 66

test('a first start builds what is missing, makes the demo shop, rests in little memory, and what it made outlives a stop', async () => {
  test.setTimeout(300_000)
  const { home, remove } = await createEmptyHome()
  const product = await startProduct(home, { ...allocator, ...SAFE_HASHES, ...WITH_SALES_GRAY })
  expect(product.output()).toContain('seeding the demo shop')
  // Only Linux says what a process costs once shared pages are divided.
  if (process.platform === 'linux')
    await expect
      .poll(() => treeMegabytes(product.pids.launcher as number), { timeout: 60_000 })
      .toBeLessThan(MOST_MEGABYTES)
  await product.stop()
  expect(await product.ended).toMatchObject({ code: 0 })
  await keepHome(home)
  await remove()
})
