import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ServiceInstance } from '@portico/release'
import { Discovery } from '@portico/service-client'
import { TrafficMeter } from '@portico/telemetry'
import { expect, onTestFinished, test } from 'vitest'
import { withReleaseSeeds } from '../../src/gateway/release-seeds.ts'
import { ReleaseServiceSource } from '../../src/release/rules/rules-source.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { Upstream } from '../../src/upstream/upstream.ts'

/** No process listens there. */
const DEAD = 'http://127.0.0.1:9'

test('rules come from a further release service where that of the address is dead', async () => {
  const alive = createServer((_request, response) => response.writeHead(304).end()).listen(0, '127.0.0.1')
  onTestFinished(() => void alive.close())
  await new Promise(resolve => alive.once('listening', resolve))
  const url = `http://127.0.0.1:${(alive.address() as AddressInfo).port}`
  const discovery = new Discovery(['release'], { release: DEAD })
  const upstream = new Upstream(
    discovery,
    createLog(() => {}),
    { traffic: new TrafficMeter() },
  )
  onTestFinished(() => upstream.close())
  const source = new ReleaseServiceSource(upstream)
  await expect(source.fetchFeed(7, 0)).rejects.toThrow()

  discovery.setInstances(withReleaseSeeds([DEAD, url], []))
  expect(await source.fetchFeed(7, 0)).toBeNull()
})

test('those that are registered and well stand in for it, and others are kept beside it', () => {
  const instance = (service: string, isHealthy: boolean): ServiceInstance => {
    return { id: '1', service, tag: 'stable', version: '1.0.0', url: DEAD, isHealthy }
  }
  const well = [instance('release', true)]
  expect(withReleaseSeeds([DEAD], well)).toBe(well)
  const others = [instance('release', false), instance('sales', true)]
  expect(withReleaseSeeds([DEAD], others)).toMatchObject([
    ...others,
    { service: 'release', url: DEAD, isHealthy: true },
  ])
})
