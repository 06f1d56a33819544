import type { SetTimer } from '@portico/loop'
import { Keyring, SIGNATURE_HEADER } from '@portico/release/trust'
import { Discovery } from '@portico/service-client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ContextSigner } from '../src/context/context-signer.ts'
import { Heartbeat } from '../src/service-clients/heartbeat.ts'
import { startForTest } from '../src/testing/index.ts'
import { FakeService } from './fake-service.ts'
import { createNotesService } from './notes/notes.service.ts'

const GRAY = {
  id: 'g',
  service: 'sales',
  tag: 'gray',
  version: '1.5.0',
  url: 'http://127.0.0.1:7016',
  isHealthy: true,
}
const beat = { service: 'notes', tag: 'stable', version: '1.0.0', url: 'http://127.0.0.1:7099' }

let release: FakeService
/** Ends the pause under way; null while there is none. */
let endPause: (() => void) | null

beforeEach(async () => {
  release = await FakeService.start()
  release.body = { revision: 1, instances: [GRAY] }
  endPause = null
})
afterEach(() => release.stop())

const pauseUntilEnded: SetTimer = (ms, then) => {
  expect(ms).toBe(5000)
  endPause = then
  return () => {
    endPause = null
  }
}

async function beatAgain() {
  const seen = release.seen.length
  await expect.poll(() => endPause).not.toBeNull()
  const end = endPause
  endPause = null
  end?.()
  await expect.poll(() => release.seen.length).toBe(seen + 1)
}

function createHeartbeat(releaseUrl = release.url) {
  const log = { warn: vi.fn(), info: vi.fn() }
  const discovery = new Discovery([], {})
  const signer = new ContextSigner(Keyring.fromSecrets('notes', ['secret']))
  const heartbeat = new Heartbeat({ releaseUrl, beat, discovery, signer, log, setTimer: pauseUntilEnded })
  return { heartbeat, discovery, log }
}

describe('a heartbeat', () => {
  it('registers its instance at once and every 5 s under one id, signed, and removes it at the end', async () => {
    const { heartbeat } = createHeartbeat()
    await heartbeat.start()
    for (let beats = 1; beats < 3; beats++) await beatAgain()
    await heartbeat.stop()
    expect(endPause).toBeNull()
    expect(release.seen.map(({ method }) => method)).toEqual(['PUT', 'PUT', 'PUT', 'DELETE'])
    expect(new Set(release.seen.map(({ path }) => path)).size).toBe(1)
    expect(JSON.parse(release.seen[0]?.body ?? '')).toEqual(beat)
    expect(release.seen[0]?.headers[SIGNATURE_HEADER]).toMatch(/^v=2,from=notes,/)
    expect(release.seen[0]?.headers.baggage).toBe('portico.actor=service%3Anotes')
  })

  it('learns who else is there, and keeps that while the release service fails; says so once', async () => {
    const { heartbeat, discovery, log } = createHeartbeat()
    await heartbeat.start()
    expect(discovery.find('sales', 'gray')?.instance.origin).toBe(GRAY.url)
    release.status = 500
    release.body = { code: 'INTERNAL' }
    for (let beats = 1; beats < 4; beats++) await beatAgain()
    await expect.poll(() => log.warn.mock.calls.length).toBe(1)
    expect(discovery.find('sales', 'gray')?.instance.origin).toBe(GRAY.url)
    release.body = { revision: 2, instances: [] }
    release.status = 200
    await beatAgain()
    await expect.poll(() => discovery.find('sales', 'gray')).toBeNull()
    expect(log.info).toHaveBeenCalledTimes(1)
    await heartbeat.stop()
  })

  it('says what it knows from the second one on, and what is new is followed by the next one at once', async () => {
    const { heartbeat, discovery } = createHeartbeat()
    await heartbeat.start()
    expect(release.seen[0]?.headers).not.toHaveProperty('prefer')
    release.body = { revision: 2, instances: [] }
    await expect.poll(() => endPause).not.toBeNull()
    endPause?.()
    await expect.poll(() => release.seen.length).toBe(3)
    expect(discovery.find('sales', 'gray')).toBeNull()
    expect(release.seen.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"', '"2"'])
    expect(release.seen[2]?.headers.prefer).toBe('wait=4')
    await heartbeat.stop()
  })

  it('does not wait at its stop for an answer that is held', async () => {
    const { heartbeat } = createHeartbeat()
    await heartbeat.start()
    release.mode = 'hang'
    await beatAgain()
    release.mode = 'answer'
    await heartbeat.stop()
    expect(release.seen.map(({ method }) => method)).toEqual(['PUT', 'PUT', 'DELETE'])
  })

  it('forgets instances at hosts that are not trusted: no tenant’s context goes there', async () => {
    const { heartbeat, discovery } = createHeartbeat()
    release.body = { revision: 1, instances: [{ ...GRAY, url: 'http://evil.example:7016' }] }
    await heartbeat.start()
    expect(discovery.find('sales', 'gray')).toBeNull()
    await heartbeat.stop()
  })

  it('neither holds up a start nor a stop when there is no release service', async () => {
    const { heartbeat, log } = createHeartbeat('http://127.0.0.1:1')
    await heartbeat.start()
    await heartbeat.stop()
    expect(log.warn).toHaveBeenCalledTimes(1)
  })
})

describe('a service', () => {
  it('registers with its tag, version and address before it is ready', async () => {
    const notes = await startForTest(createNotesService(), {
      RELEASE_URL: release.url,
      PORTICO_TAG: 'gray',
      PORTICO_VERSION: '2.0.0',
    })
    expect(JSON.parse(release.seen[0]?.body ?? '')).toEqual({
      service: 'notes',
      tag: 'gray',
      version: '2.0.0',
      url: notes.url,
    })
    await notes.stop()
    expect(release.seen.at(-1)?.method).toBe('DELETE')
  })
})
