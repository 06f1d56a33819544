import { expect, it } from 'vitest'
import { ReleaseServiceSource } from '../../src/release/rules-source.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { Discovery } from '../../src/upstream/discovery.ts'
import { Upstream } from '../../src/upstream/upstream.ts'
import { FakeInstance } from '../fake-instance.ts'

it('takes lists of over two million tenants, but no feed as long', async () => {
  const instance = await FakeInstance.start('stable', '1.0.0')
  const upstream = new Upstream(
    new Discovery(['release'], { release: instance.url }),
    createLog(() => {}),
  )
  const source = new ReleaseServiceSource(upstream)
  const bytes = Buffer.alloc(17 * 1024 * 1024)
  instance.answer = (_call, response) => response.writeHead(200).end(bytes)
  expect((await source.fetchList('r1', 'allow', 0)).length).toBe(bytes.length)
  await expect(source.fetchFeed(null, 0)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
  instance.kill()
  await upstream.close()
})
