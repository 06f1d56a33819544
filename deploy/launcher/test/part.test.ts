import { describe, expect, it } from 'vitest'
import type { Child } from '../src/child.ts'
import { ProductPart } from '../src/part.ts'

class FakeChild implements Child {
  readonly name = 'services'
  readonly pid: number
  readonly exited: Promise<string>
  end: (reason: string) => void = () => {}

  constructor(pid: number) {
    this.pid = pid
    this.exited = new Promise(resolve => {
      this.end = resolve
    })
  }

  async stop() {
    this.end('services ended (SIGTERM)')
  }
}

async function open() {
  const children: FakeChild[] = []
  let fault: Error | null = null
  let stopsOld = true
  const { part } = await ProductPart.start(async ({ stopOld }) => {
    if (stopsOld) await stopOld?.()
    if (fault) throw fault
    const child = new FakeChild(children.length + 1)
    children.push(child)
    return { child, ready: { type: 'ready' } }
  })
  const isEnded = () => Promise.race([part.ended.then(() => true), Promise.resolve(false)])
  /** Before the old one was stopped, or after. */
  const failWith = (error: Error | null, when: 'before' | 'after' = 'after') => {
    fault = error
    stopsOld = when === 'after'
  }
  return { part, children, isEnded, failWith }
}

describe('a part', () => {
  it('that ends by itself says so', async () => {
    const { part, children } = await open()
    children[0]?.end('services ended (1)')
    expect(await part.ended).toBe('services ended (1)')
  })

  it('is another process after a restart, and its end before that was asked for', async () => {
    const { part, children, isEnded } = await open()
    await part.restart()
    expect(part.pid).toBe(2)
    expect(await isEnded()).toBe(false)
    children[1]?.end('services ended (SIGKILL)')
    expect(await part.ended).toBe('services ended (SIGKILL)')
  })

  it('whose new code cannot be loaded goes on as it was', async () => {
    const { part, children, failWith, isEnded } = await open()
    failWith(new Error('services could not start'), 'before')
    await expect(part.restart()).rejects.toThrow('services could not start')
    expect(part.pid).toBe(1)
    expect(await isEnded()).toBe(false)
    children[0]?.end('services ended (1)')
    expect(await part.ended).toBe('services ended (1)')
  })

  it('that cannot start again is no process, until a later restart', async () => {
    const { part, failWith, isEnded } = await open()
    failWith(new Error('services could not start'))
    await expect(part.restart()).rejects.toThrow('services could not start')
    expect(part.pid).toBe(null)
    failWith(null)
    await part.restart()
    expect(part.pid).toBe(2)
    expect(await isEnded()).toBe(false)
  })

  it('that was stopped has not ended by itself', async () => {
    const { part, isEnded } = await open()
    await part.stop()
    expect(part.pid).toBe(null)
    expect(await isEnded()).toBe(false)
  })
})
