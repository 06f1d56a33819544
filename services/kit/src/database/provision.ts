import { createHash } from 'node:crypto'
import { databasePassword } from '@portico/release/trust'
import pg from 'pg'
import { StartupError } from '../problems/startup-error.ts'
import { connect, errorCode, unreachable } from './connect.ts'

export interface ProvisionOptions {
  /** Service name: schema `<name>`, role `portico_<name>`. */
  name: string
  adminUrl: string
  /** Left out in development alone. */
  secret?: string | undefined
  /** Schemas besides `<name>` the role owns, such as that of a job queue. */
  extraSchemas: readonly string[]
  /** Schemas of several services: a role `portico_<schema>` owns each, and the roles of those services are its members. */
  sharedSchemas: readonly string[]
}

/** Any 64-bit number no other user of the database takes. */
const PROVISION_LOCK = 7_082_117_001
const ATTEMPTS = 5
/** Roles belong to the whole server: starters on other databases of it are not held back by our lock. */
const CONCURRENT_CHANGE = new Set(['23505', '42710', 'XX000', '40001', '40P01'])

/** The URL a service connects with; makes role and schemas when that URL does not work yet. */
export async function provision(options: ProvisionOptions): Promise<string> {
  if (!URL.canParse(options.adminUrl)) throw unreachable(options.adminUrl, 'malformed')
  const url = serviceUrl(options)
  if (await isProvisioned(url, options)) return url
  const admin = await connect(options.adminUrl, `portico-${options.name}-provision`)
  try {
    await admin.query('select pg_advisory_lock($1)', [PROVISION_LOCK])
    await withRetry(() => ensureRole(admin, options))
    await ensureSchemas(admin, options.name, [options.name, ...options.extraSchemas])
    for (const schema of options.sharedSchemas) {
      await withRetry(() => ensureMembership(admin, options.name, schema))
      await ensureSchemas(admin, schema, [schema])
    }
  } catch (cause) {
    throw notAllowed(options.name, cause)
  } finally {
    await admin.end()
  }
  return url
}

function notAllowed(name: string, cause: unknown): StartupError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new StartupError(
    'DATABASE_NOT_ALLOWED',
    `DATABASE_URL cannot make the role and schema of ${name} (${reason}). Use a user that may create both, or set ${name.toUpperCase()}_DATABASE_URL.`,
    { cause },
  )
}

/** Development gives no secret: the server's address and credentials stand in, whatever the database. */
function defaultSecret(adminUrl: string): string {
  const url = new URL(adminUrl)
  return createHash('sha256').update(`${url.username}:${url.password}@${url.host}`).digest('hex')
}

function roleOf(name: string): string {
  return `portico_${name}`
}

function passwordOf({ name, adminUrl, secret = defaultSecret(adminUrl) }: ProvisionOptions): string {
  return databasePassword(secret, roleOf(name))
}

function serviceUrl(options: ProvisionOptions): string {
  const url = new URL(options.adminUrl)
  url.username = roleOf(options.name)
  url.password = passwordOf(options)
  return url.href
}

async function isProvisioned(url: string, options: ProvisionOptions): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const owned = [options.name, ...options.extraSchemas]
    const { rowCount } = await client.query(
      `select 1 from pg_namespace where (nspname = any($1) and pg_get_userbyid(nspowner) = current_user)
         or (nspname = any($2) and pg_has_role(nspowner, 'member'))`,
      [owned, options.sharedSchemas],
    )
    return rowCount === owned.length + options.sharedSchemas.length
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

async function withRetry(run: () => Promise<void>) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run()
    } catch (error) {
      if (attempt === ATTEMPTS || !CONCURRENT_CHANGE.has(errorCode(error))) throw error
    }
  }
}

async function ensureRole(admin: pg.Client, options: ProvisionOptions) {
  const role = pg.escapeIdentifier(roleOf(options.name))
  // A new role is no superuser and bound by row-level security; only a superuser could spell that out.
  if (!(await isRole(admin, options.name))) await admin.query(`create role ${role} login`)
  await admin.query(`alter role ${role} login password ${pg.escapeLiteral(passwordOf(options))}`)
  await grantToAdmin(admin, role)
}

/** The owner of a shared schema is a role that cannot log in; members have its rights without taking its part. */
async function ensureMembership(admin: pg.Client, service: string, schema: string) {
  const owner = pg.escapeIdentifier(roleOf(schema))
  if (!(await isRole(admin, schema))) await admin.query(`create role ${owner} nologin`)
  await grantToAdmin(admin, owner)
  await admin.query(`grant ${owner} to ${pg.escapeIdentifier(roleOf(service))}`)
}

async function isRole(admin: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await admin.query('select 1 from pg_roles where rolname = $1', [roleOf(name)])
  return rowCount === 1
}

/** An administrator who is no superuser (managed databases) must be a member of the role to make schemas for it. */
async function grantToAdmin(admin: pg.Client, role: string) {
  const { rows } = await admin.query<{ isSuper: boolean }>(
    `select rolsuper as "isSuper" from pg_roles where rolname = current_user`,
  )
  if (!rows[0]?.isSuper) await admin.query(`grant ${role} to current_user`)
}

async function ensureSchemas(admin: pg.Client, owner: string, schemas: readonly string[]) {
  const role = pg.escapeIdentifier(roleOf(owner))
  for (const schema of schemas) {
    await admin.query(`create schema if not exists ${pg.escapeIdentifier(schema)} authorization ${role}`)
  }
}

/** Row-level security does not bind superusers and BYPASSRLS roles: a service refuses to run as one. */
export async function assertSafeRole(client: pg.ClientBase, name: string) {
  const { rows } = await client.query<{ isUnsafe: boolean; version: number }>(
    `select rolsuper or rolbypassrls as "isUnsafe", current_setting('server_version_num')::int as version
     from pg_roles where rolname = current_user`,
  )
  const found = rows[0]
  if (found && found.version < 150_000) {
    throw new StartupError(
      'DATABASE_TOO_OLD',
      `PostgreSQL 15 or later is needed, this is ${found.version / 10_000}.`,
    )
  }
  if (!found || found.isUnsafe) {
    throw new StartupError(
      'DATABASE_ROLE_UNSAFE',
      `The database role of ${name} bypasses row-level security; give it one that is NOSUPERUSER NOBYPASSRLS.`,
    )
  }
}

/** A pooler may log in as another role than it is asked for. */
export async function assertSafeThroughPooler(url: string, name: string) {
  const client = await connect(url, `portico-${name}-look`)
  try {
    await assertSafeRole(client, name)
  } finally {
    await client.end()
  }
}
