import type { ServiceUnderTest } from '@portico/service-kit/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { attempt, provision, startLoginPage } from './login-page.ts'

let identity: ServiceUnderTest
beforeAll(async () => {
  identity = await startLoginPage()
  await provision(identity, 'away', ['owner'])
})
afterAll(() => identity?.stop())

/** Rows of one tenant and table, and by what they are found to have ended. */
const ENDS: [table: string, ended: string, row: string][] = [
  ['session', 'created_at', `(tenant_id, id, user_id, address, user_agent) select $1, 'ends', id, '', ''`],
  [
    'access_change',
    'changed_at',
    `(tenant_id, revision, user_id, kind) select $1, nextval('access_revision'), id, 'ACCESS'`,
  ],
  [
    'pending_login',
    'expires_at',
    `(tenant_id, token_hash, user_id, sessions_version, expires_at) select $1, 'ends', id, 1, now() + interval '1 hour'`,
  ],
  [
    'sso_attempt',
    'expires_at',
    `(tenant_id, state_hash, sealed_checks, expires_at) select $1, 'ends', '', now() + interval '1 hour'`,
  ],
  [
    'known_browser',
    'expires_at',
    `(tenant_id, token_hash, user_id, expires_at) select $1, 'ends', id, now() + interval '1 hour'`,
  ],
  [
    'password_link',
    'expires_at',
    `(tenant_id, id, user_id, purpose, token_hash, created_by, expires_at) select $1, 'ends-' || $1, id, 'RESET', $1, '', now() + interval '1 hour'`,
  ],
  [
    'audit_entry',
    'at',
    `(tenant_id, id, actor_name, action, subject_kind, subject_id, subject_name, change) select $1, 'ends-' || $1, '', '', 'USER', '', '', '{}'`,
  ],
]

it.each(ENDS)('%s ends for a tenant that never comes back, and for no other', async (table, ended, row) => {
  for (const [tenant, id] of [
    ['t_away', 'away'],
    ['t_demo', 'demo'],
  ] as const) {
    const sql = row.replace(`'ends', id`, `'ends-${id}', id`).replace(`'ends', ''`, `'ends-${id}', ''`)
    await identity.database.tenant(tenant, tx =>
      tx.run(`insert into ${table} ${sql} from user_account where username = 'owner'`, [tenant]),
    )
  }
  const count = (tenant: string) =>
    identity.database.tenant(tenant, tx => tx.get(`select count(*)::int as count from ${table}`))
  const before = await count('t_demo')
  await identity.database.tenant('t_away', tx =>
    tx.run(`update ${table} set ${ended} = now() - interval '8 years'`),
  )
  await Promise.all([identity.sweep(), identity.sweep()])
  expect(await count('t_away')).toEqual({ count: 0 })
  expect(await count('t_demo')).toEqual(before)
})

it('counters of log-ins end once they are forgotten', async () => {
  await attempt(identity, { username: 'ghost', password: 'wrong' })
  const count = () =>
    identity.database.tenant('~throttle', tx =>
      tx.get<{ count: number }>('select count(*)::int as count from throttle'),
    )
  await identity.sweep()
  expect((await count()).count).toBeGreaterThan(0)
  await identity.database.tenant('~throttle', tx =>
    tx.run(`update throttle set forget_at = now() - interval '1 hour'`),
  )
  await identity.sweep()
  expect(await count()).toEqual({ count: 0 })
})
