import { Discovery } from '@portico/service-client'
import { expect, it } from 'vitest'
import { ReleaseServiceSource } from '../../src/release/rules/rules-source.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { Upstream } from '../../src/upstream/upstream.ts'
import { FakeInstance } from '../fake-instance.ts'

async function open(log = createLog(() => {})) {
  const instance = await FakeInstance.start('stable', '1.0.0')
  const upstream = new Upstream(new Discovery(['release'], { release: instance.url }), log)
  return { instance, upstream, source: new ReleaseServiceSource(upstream) }
}

it('takes lists of over two million tenants, but no feed as long', async () => {
  const { instance, upstream, source } = await open()
  const bytes = Buffer.alloc(17 * 1024 * 1024)
  instance.answer = (_call, response) => response.writeHead(200).end(bytes)
  expect((await source.fetchList('r1', 'allow', 0)).length).toBe(bytes.length)
  await expect(source.fetchFeed(null, 0)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
  instance.kill()
  await upstream.close()
})

it('closed, gives up a feed that the service holds, which is no failure of the service', async () => {
  const lines: string[] = []
  const { instance, upstream, source } = await open(createLog(line => lines.push(line)))
  const arrived = Promise.withResolvers<void>()
  instance.answer = () => arrived.resolve()
  const held = expect(source.fetchFeed(1, 60)).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
  await arrived.promise
  source.close()
  await Promise.all([held, upstream.close()])
  expect(lines).toEqual([])
  instance.kill()
})
