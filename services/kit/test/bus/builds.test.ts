import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Office, PostOffice } from './post-office.ts'

const GRAY = { keeper: 'gray' }
const HOUR = 3600
let post: PostOffice
let writer: Office

beforeEach(async () => {
  post = await PostOffice.open({ pollMs: 100, beatMs: 50 })
  writer = await post.writer()
})
afterEach(() => post.close())

describe('a build that takes an event no other one does', () => {
  /** A writer that names no consumers, without what another one had named. */
  async function forgetful(): Promise<Office> {
    await writer.database.execute('delete from bus.portico_subscription')
    const office = await post.writer({ consumers: [] })
    return office
  }

  it('leaves its messages to stable when the next build of its tag does not take it', async () => {
    await post.consumer('stable')
    await (await post.consumer('gray')).close()
    await post.silence('gray', 16)
    await post.bystander('gray')
    await post.publish(writer, 'a', GRAY)
    expect(await post.until(effects => effects.length > 0)).toEqual([{ thing: 'a', tag: 'stable' }])
  })

  it('collects none of stable, which does not take it before it has that build', async () => {
    const seller = await forgetful()
    await post.consumer('gray')
    expect((await post.publish(seller, 'a')).consumers).toEqual([])
    expect((await post.publish(seller, 'b', GRAY)).consumers).toEqual(['keeper'])
    expect(await post.until(effects => effects.length > 0)).toEqual([{ thing: 'b', tag: 'gray' }])
    await post.consumer('stable')
    await post.publish(seller, 'c')
    expect(await post.until(effects => effects.length > 1)).toContainEqual({ thing: 'c', tag: 'stable' })
  })

  it('gets what was written while it was away for less than a day, and no more after that', async () => {
    const seller = await forgetful()
    await (await post.consumer('stable')).close()
    await (await post.consumer('gray')).close()
    await post.silence('gray', 25 * HOUR)
    await post.silence('stable', 23 * HOUR)
    expect((await post.publish(seller, 'a', GRAY)).consumers).toEqual(['keeper'])
    await post.silence('stable', 25 * HOUR)
    expect((await post.publish(seller, 'b')).consumers).toEqual([])
    expect((await post.publish(writer, 'c', GRAY)).consumers).toEqual(['keeper'])
    await post.consumer('stable')
    expect(await post.until(effects => effects.length > 1)).toEqual([
      { thing: 'a', tag: 'stable' },
      { thing: 'c', tag: 'stable' },
    ])
  })

  it('is seen by its own pulse, for as long as it runs', async () => {
    const gray = await post.consumer('gray')
    await post.bystander('gray')
    const age = async () => {
      const { rows } = await writer.database.execute<{ seconds: number }>(
        `select extract(epoch from clock_timestamp() - seen_at)::float8 as seconds
         from bus.portico_subscription where tag = 'gray'`,
      )
      return rows[0]?.seconds
    }
    await post.silence('gray', 60)
    await expect.poll(age).toBeLessThan(5)
    await gray.close()
    await post.silence('gray', 60)
    await sleep(200)
    expect(await age()).toBeGreaterThan(50)
  })
})
