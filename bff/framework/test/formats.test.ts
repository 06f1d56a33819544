import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SessionRecord } from '../src/access/session-record.ts'
import { RulesStore } from '../src/release/rules/rules-store.ts'
import { type SnapshotToken, SnapshotTokens } from '../src/release/snapshot-token.ts'
import { SessionFile } from '../src/session/session-file.ts'
import { readSession, writeSession } from '../src/session/session-format.ts'
import { createLog } from '../src/telemetry/log.ts'
import { testSession } from '../src/testing/test-graph.ts'

const old = 'the secret of before the change, long enough'
const next = 'the secret of after the change, long enough'
const token: SnapshotToken = {
  snapshotId: 'snap',
  tenantId: 't',
  userId: 'u',
  sessionId: 's',
  pageId: 'p',
  issuedAt: 1,
  services: { sales: 'gray' },
  releases: ['r'],
  breaking: [],
}
const record: SessionRecord = {
  info: testSession([]),
  sessionId: 's',
  accessVersion: 1,
  sessionsVersion: 1,
  createdAt: 1,
  seenAt: 1,
  endsAt: 2,
}
let home: string
let lines: string[] = []
const log = createLog(line => void lines.push(line))

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'portico-formats-'))
})
afterAll(() => rm(home, { recursive: true }))

test('a token signed with the secret before is read while that is given, and new ones are signed with the new', () => {
  const written = new SnapshotTokens(old).write(token)
  expect(new SnapshotTokens(next, old).read(written)).toEqual(token)
  expect(new SnapshotTokens(next).read(written)).toBeNull()
  expect(new SnapshotTokens(next).read(new SnapshotTokens(next, old).write(token))).toEqual(token)
  expect(new SnapshotTokens(old).read(new SnapshotTokens(next, old).write(token))).toBeNull()
})

test.each([
  ['of the format without a version', { t: 't', u: 'u', i: 1, s: {}, r: [], b: [] }],
  ['of the first format', { v: 1, t: 't', u: 'u', i: 1, s: {}, r: [], b: [] }],
  ['of a later format', { v: 3, t: 't', u: 'u', n: 's', p: 'p', i: 1, s: {}, r: [], b: [] }],
  ['of an older one still', { t: 't', r: [] }],
  ['that holds a list', []],
  ['that holds null', null],
  ['that holds no JSON', undefined],
])('a rightly signed token %s reads as none', (_name, payload) => {
  expect(
    new SnapshotTokens(next).read(sealed(payload === undefined ? '{' : JSON.stringify(payload))),
  ).toBeNull()
})

/** What a gateway of another version signs with the same secret: its own payload, in its place. */
function sealed(payload: string): string {
  const snapshotTokens = new SnapshotTokens(next)
  const stringify = JSON.stringify
  try {
    JSON.stringify = () => payload
    return snapshotTokens.write(token)
  } finally {
    JSON.stringify = stringify
  }
}

test('a session another version kept is none, in Redis and on disk', async () => {
  expect(readSession(writeSession(record))).toEqual(record)
  expect(readSession(JSON.stringify(record))).toBeNull()
  expect(readSession(JSON.stringify({ format: 2, ...record }))).toBeNull()

  const path = join(home, 'sessions.json')
  const kept = new Map([['key', { text: writeSession(record), expiresAt: 5 }]])
  await new SessionFile(path, log).write(kept)
  expect(new SessionFile(path, log).read()).toEqual(kept)
  for (const text of [JSON.stringify([...kept]), JSON.stringify({ format: 3, kept: [...kept] })]) {
    await writeFile(path, text)
    expect(new SessionFile(path, log).read().size).toBe(0)
  }
  // Gateways that keep texts still read what those before them kept.
  await writeFile(path, JSON.stringify({ format: 1, kept: [['key', { record, expiresAt: 5 }]] }))
  expect(new SessionFile(path, log).read()).toEqual(kept)
  expect(lines).toEqual([])
})

test('rules another version kept are none, and no fault', async () => {
  const store = new RulesStore(join(home, 'rules'), log)
  await mkdir(join(home, 'rules'))
  const feed = {
    revision: 1,
    isStopped: false,
    baseline: { shell: '1.0.0', apps: {}, shared: {}, services: {} },
    releases: [],
    inForce: [],
    breakingServices: [],
    revoked: [],
    instances: [],
  }
  const file = join(home, 'rules', 'rules.json')
  for (const text of [JSON.stringify(feed), JSON.stringify({ format: 2, feed })]) {
    await writeFile(file, text)
    expect(await store.find()).toBeNull()
  }
  const current = JSON.stringify({ format: 1, feed })
  await writeFile(file, current)
  const found = await store.find()
  expect(found?.feed.revision).toBe(1)
  if (found) await store.save(found, [])
  expect(await readFile(file, 'utf8')).toBe(current)
  expect(lines).toEqual([])
  lines = []
})
