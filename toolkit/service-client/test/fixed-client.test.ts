import { Keyring, SIGNATURE_HEADER, verifyCall } from '@portico/release/trust'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FixedClient } from '../src/index.ts'
import { StandIn } from './stand-in.ts'

const SECRET = 'a secret of the platform'
let standIn: StandIn
let client: FixedClient

beforeEach(async () => {
  standIn = await StandIn.start()
  const keyring = Keyring.fromSecrets('seed', [SECRET])
  client = new FixedClient('sales', `${standIn.url}/below/`, { keyring, pause: async () => {} })
})
afterEach(async () => {
  standIn.stop()
  await client.close()
})

test('calls the one address, path included, and signs each attempt for itself', async () => {
  standIn.behaviour = [500, 200]
  const call = { method: 'GET', path: '/x?y=1', headers: { baggage: 'portico.actor=system' } } as const
  expect(await client.send({ ...call, timeoutMs: 5_000 })).toMatchObject({ outcome: 'answered' })
  expect(standIn.seen.map(({ path }) => path)).toEqual(['/below/x?y=1', '/below/x?y=1'])
  const receiver = Keyring.fromSecrets('sales', [SECRET])
  for (const { method, path, headers } of standIn.seen) {
    const found = verifyCall(
      receiver,
      { audience: 'sales', method, path, headers },
      headers[SIGNATURE_HEADER],
    )
    expect(found).toMatchObject({ caller: 'seed' })
  }
})

test('calls what fails all the time all the same', async () => {
  standIn.behaviour = [500]
  const call = { method: 'POST', path: '/x', body: '{}', timeoutMs: 5_000 } as const
  for (let count = 0; count < 25; count += 1) await client.send(call)
  expect(standIn.seen).toHaveLength(25)
})

test('ends in time, and sends a write once', async () => {
  standIn.behaviour = ['hang']
  const call = { method: 'POST', path: '/x', body: '{}', timeoutMs: 60 } as const
  expect(await client.send(call)).toMatchObject({ outcome: 'timedOut' })
  expect(standIn.seen).toHaveLength(1)
})
