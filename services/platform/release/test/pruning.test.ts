import type { DecisionRecord } from '@portico/release'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { prune } from '../src/tasks/prune.ts'
import { ReleaseHarness } from './release-harness.ts'

let harness: ReleaseHarness

beforeAll(async () => {
  harness = await ReleaseHarness.open()
})
afterAll(() => harness.close())

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString()

it('decisions are forgotten after 7 days', async () => {
  const record = (requestId: string, at: string): DecisionRecord => ({
    requestId,
    at,
    tenantId: 't_in',
    kind: 'call',
    snapshotId: 's1',
    rulesRevision: 7,
    isStale: false,
    decisions: [],
    route: null,
  })
  const items = [record('old', daysAgo(7.1)), record('young', daysAgo(6.9))]
  await harness.call('POST', '/decisions', { body: { items } })
  await prune(harness.under.database)
  expect((await harness.call('GET', '/decisions/old')).statusCode).toBe(404)
  expect((await harness.call('GET', '/decisions/young')).statusCode).toBe(200)
})

it('snapshots and incidents are forgotten when no page has met them for 90 days', async () => {
  const trouble = { releaseId: null, app: 'sales', version: '1.5.0', tenantId: 't_in', message: '500' }
  for (const code of ['OLD', 'YOUNG']) {
    await harness.call('POST', '/incidents', { body: { ...trouble, code, fallback: null } })
    await harness.run(
      `insert into snapshot (id, content, first_served_at, last_served_at, page_count) values ($1, '{}', now(), now(), 1)`,
      [`s_${code}`],
    )
  }
  await harness.run(`update incident set last_at = now() - interval '91 days' where code = 'OLD'`)
  await harness.run(`update snapshot set last_served_at = now() - interval '91 days' where id = 's_OLD'`)
  await prune(harness.under.database)
  const left = await harness.run('select code as key from incident union all select id from snapshot')
  expect(left.rows).toEqual([{ key: 'YOUNG' }, { key: 's_YOUNG' }])
})

it('goes on, in short transactions, until nothing old is left', async () => {
  await harness.run(
    `insert into decision (request_id, at, kind, snapshot_id, rules_revision, is_stale, decisions)
     select 'many' || n, now() - interval '8 days', 'call', 's1', 1, false, '[]' from generate_series(1, 25) n`,
  )
  const transaction = vi.spyOn(harness.under.database, 'transaction')
  await prune(harness.under.database, { atOnce: 10 })
  const deleted = await Promise.all(transaction.mock.results.map(({ value }) => value))
  expect(deleted.slice(0, 3)).toEqual([10, 10, 5])
  transaction.mockRestore()
})

it('stops between two of them when the service does', async () => {
  const closing = new AbortController()
  const transaction = vi.fn(async () => {
    closing.abort()
    return 10
  })
  await prune({ transaction } as never, { atOnce: 10, signal: closing.signal })
  expect(transaction).toHaveBeenCalledTimes(1)
})

it('who was on a release is forgotten 90 days after its end, and its lists say so', async () => {
  await harness.published('sales@1.5.0', 'stock@1.0.0')
  const tenants = Array.from({ length: 25 }, (_, n) => `t_${n}`)
  const seen = (id: string) =>
    harness.run(
      `insert into release_tenant (release_id, tenant_id, is_gray, reason, last_seen_at)
       select $1, unnest($2::text[]), true, 'ALLOW', now() - interval '100 days'`,
      [id, tenants],
    )
  const ended = async (days: number) => {
    const release = await harness.running({
      overlay: { apps: { sales: '1.5.0' } },
      allow: tenants,
      block: ['x'],
    })
    await seen(release.id)
    await harness.step(release, 'abort')
    await harness.run('update release set ended_at = $2 where id = $1', [release.id, daysAgo(days)])
    return release.id
  }
  const [old, young] = [await ended(90.1), await ended(89.9)]
  const running = await harness.running({ overlay: { apps: { stock: '1.0.0' } }, allow: tenants })
  await harness.run(`update release set started_at = now() - interval '1 year' where id = $1`, [running.id])
  await seen(running.id)

  await prune(harness.under.database, { atOnce: 10 })
  const counts = async (id: string) => {
    const { lists } = await harness.release(id)
    const { rows } = await harness.run(
      `select (select count(*)::int from release_member m join release_list l on l.id = m.list_id
         where l.release_id = $1) as members,
         (select count(*)::int from release_tenant where release_id = $1) as tenants`,
      [id],
    )
    return { ...rows[0], allow: lists.allow.count, block: lists.block.count }
  }
  expect(await counts(old)).toEqual({ members: 0, tenants: 0, allow: 0, block: 0 })
  expect(await counts(young)).toEqual({ members: 26, tenants: 25, allow: 25, block: 1 })
  expect(await counts(running.id)).toEqual({ members: 25, tenants: 25, allow: 25, block: 0 })
})

it('the audit ends after seven years, or when the operators say, and tokens 90 days after their end', async () => {
  await harness.run(`insert into audit (id, at, actor, action, subject, change)
    select 'a' || days, now() - make_interval(days => days), 'x', 'x', 'x', '{}' from unnest('{2600, 400, 1}'::int[]) days`)
  await harness.run(`insert into token (id, name, handle, hash, apps, actions, created_by, expires_at, revoked_at)
    select name, name, name, name::bytea, '{}', '{}', 'x', now() - expired, now() - revoked
    from (values ('t1', interval '91 days', null), ('t2', interval '89 days', null),
      ('t3', interval '-1 day', interval '91 days'), ('t4', interval '-1 day', null)) as t (name, expired, revoked)`)
  const left = async () => {
    const { rows } = await harness.run(`select id from audit where actor = 'x' union all
      select id from token where created_by = 'x' order by id`)
    return rows.map(({ id }) => id)
  }
  await prune(harness.under.database)
  expect(await left()).toEqual(['a1', 'a400', 't2', 't4'])
  await prune(harness.under.database, { auditDays: 30 })
  expect(await left()).toEqual(['a1', 't2', 't4'])
})

it('drafts and tokens have an end', async () => {
  await harness.run(`insert into token (id, name, handle, hash, apps, actions, created_by, expires_at)
    select n, n, n, n::bytea, '{}', '{}', 'x', now() + interval '1 day' from generate_series(1, 500) as i, text(i) as n`)
  const token = { name: 'more', apps: ['*'], actions: ['read'], expiresAt: daysAgo(-1) }
  expect((await harness.call('POST', '/tokens', { body: token })).json()).toMatchObject({
    code: 'TOKEN_LIMIT',
  })
  await harness.run(`delete from token where created_by = 'x'`)
  expect((await harness.call('POST', '/tokens', { body: token })).statusCode).toBe(201)
  const draft = { overlay: { apps: { sales: '1.5.0' } } }
  const [first] = await Promise.all([harness.call('POST', '/releases', { body: draft })])
  expect(first.statusCode, first.body).toBe(201)
  await harness.run(
    `insert into release (id, salt, state, percent_bp, kept_bp, constraints, overlay, breaking, is_open_to_join,
      title, notes, guardrails, created_by)
    select 'copy' || n, salt, state, percent_bp, kept_bp, constraints, overlay, breaking, is_open_to_join, title, notes,
      guardrails, created_by from release, generate_series(1, 500) n where id = $1`,
    [first.json().id],
  )
  expect((await harness.call('POST', '/releases', { body: draft })).json()).toMatchObject({
    code: 'DRAFT_LIMIT',
  })
  await harness.run(`delete from release where id like 'copy%'`)
})
