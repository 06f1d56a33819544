import { once } from 'node:events'
import { expect, test } from '@playwright/test'
import { npmStart, processesOf } from '../src/npm-start.ts'
import { createHome, MORE_APPS, startProduct } from '../src/product.ts'

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

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

test('the gray copy of sales ends: a line says so, the product goes on, and asked to stop again and again it stops once', async () => {
  test.setTimeout(180_000)
  const { home, remove } = await createHome()
  const product = await startProduct(home)
  process.kill(product.pids.salesGray as number, 'SIGKILL')
  await expect.poll(product.output).toMatch(/sales-gray ended \(SIGKILL\): .*stable/)
  expect((await fetch(`${product.url}/readyz`)).status).toBe(200)
  const { launcher = 0, salesGray: _, ...parts } = product.pids
  let asked = 0
  const impatience = setInterval(() => {
    if (isAlive(launcher)) process.kill(launcher, asked++ % 2 === 0 ? 'SIGINT' : 'SIGTERM')
  }, 50)
  try {
    await product.stop()
  } finally {
    clearInterval(impatience)
  }
  expect(await product.ended).toMatchObject({ code: 0 })
  expect(Object.values(parts).filter(isAlive)).toEqual([])
  await remove()
})
