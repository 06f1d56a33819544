import { once } from 'node:events'
import { npmStart, processesOf } from '../src/npm-start.ts'
import { isRunning } from '../src/processes.ts'
import { createHome, MORE_APPS, type RunningProduct, startProduct, WITH_SALES_GRAY } from '../src/product.ts'
import { expect, test } from '../src/test.ts'

test('a supervisor that ends npm and kills what is left of its group leaves no process, of the database neither', async () => {
  test.skip(process.platform !== 'linux', 'Only Linux says what a process was started with.')
  test.setTimeout(180_000)
  const { home, remove } = await createHome()
  const npm = await npmStart(home, { PORTICO_APPS: MORE_APPS })
  expect(processesOf(home).filter(command => command.includes('postgres'))).not.toEqual([])
  npm.kill('SIGTERM')
  await once(npm, 'exit')
  // What has ended meanwhile cannot be killed.
  if (processesOf(home).length > 0) process.kill(-(npm.pid as number), 'SIGKILL')
  await expect.poll(() => processesOf(home), { timeout: 10_000 }).toEqual([])
  await remove()
})

/** A part that all others need is killed: one line says so, and nothing of the product is left. */
async function expectToEndWith(part: 'services' | 'gateway', product: RunningProduct) {
  process.kill(product.pids[part] as number, 'SIGKILL')
  expect((await product.ended).code).toBe(1)
  // What other parts log while everything stops comes after the line, and may be long.
  const line = `PART_ENDED: ${part} ended (SIGKILL), so everything stops; data is kept. Start again.`
  const lines = product.output().split('\n')
  expect(lines.filter(text => text.startsWith('PART_ENDED'))).toEqual([line])
  expect(Object.values(product.pids).filter(isRunning)).toEqual([])
}

test('a part that dies ends everything in one line and exit code 1, but for the gray copy of sales, and the next start works', async ({
  request,
}) => {
  test.setTimeout(180_000)
  const { home, remove } = await createHome()
  let product = await startProduct(home, WITH_SALES_GRAY)
  try {
    process.kill(product.pids.salesGray as number, 'SIGKILL')
    await expect.poll(product.output).toMatch(/sales-gray ended \(SIGKILL\): .*stable/)
    expect((await fetch(`${product.url}/readyz`)).status).toBe(200)
    await expectToEndWith('services', product)

    product = await startProduct(home)
    // Switched off, it is missed by nothing.
    expect(Object.keys(product.pids)).toEqual(['launcher', 'database', 'services', 'gateway'])
    const session = { tenant: 'demo', username: 'owner', password: 'portico' }
    const headers = { 'x-portico-csrf': '1' }
    const answer = await request.post(`${product.url}/api/session`, { data: session, headers })
    expect(answer.status()).toBe(200)
    const query = '{ orders(first: 1) { totalCount } }'
    const { data } = await (await request.post(`${product.url}/graphql`, { data: { query }, headers })).json()
    expect(data.orders.totalCount).toBeGreaterThan(1000)
    await expectToEndWith('gateway', product)
  } finally {
    await product.stop()
    await remove()
  }
})
