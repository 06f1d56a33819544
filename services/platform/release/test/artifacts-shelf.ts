import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TokenAction } from '@portico/release'
import { type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { service } from '../src/index.ts'

const operator = { baggage: 'portico.actor=user%3Aoperator' }

/** The service on a store of its own, and words the tests use for it. */
export class Shelf {
  readonly under: ServiceUnderTest
  readonly root: string

  private constructor(under: ServiceUnderTest, root: string) {
    this.under = under
    this.root = root
  }

  static async open(env: NodeJS.ProcessEnv = {}): Promise<Shelf> {
    const root = await mkdtemp(join(tmpdir(), 'portico-shelf-'))
    return new Shelf(await startForTest(service, { PORTICO_ARTIFACTS: root, ...env }), root)
  }

  async close(): Promise<void> {
    await this.under.stop()
    await rm(this.root, { recursive: true, force: true })
  }

  call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, headers = {}) {
    return this.under.call(method, path, { tenant: null, body, headers: { ...operator, ...headers } })
  }

  publish(archive: Buffer, headers: Record<string, string> = operator) {
    return this.under.call('POST', '/artifacts', {
      tenant: null,
      body: archive,
      headers: { 'content-type': 'application/gzip', ...headers },
    })
  }

  /** Puts a build where the launcher would. */
  async build(name: string, version: string, files: Record<string, string>): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      const file = join(this.root, name, version, path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, text)
    }
  }

  /** A new token's header. */
  async token(
    name: string,
    apps: string[],
    actions: TokenAction[] = ['publish', 'release', 'read'],
  ): Promise<{ id: string; authorization: string }> {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
    const answer = await this.call('POST', '/tokens', { name, apps, actions, expiresAt })
    const { token, secret } = answer.json()
    return { id: token.id, authorization: `Bearer ${secret}` }
  }

  run(sql: string, values: unknown[] = []) {
    return this.under.database.execute(sql, values)
  }

  /** Of every file of the store, path and hash, also of what is not whole. */
  async files(): Promise<string[]> {
    const entries = await readdir(this.root, { withFileTypes: true, recursive: true })
    const lines = entries.map(async entry => {
      const path = join(entry.parentPath, entry.name)
      if (!entry.isFile()) return entry.name === '.incoming' ? '' : `${path}/`
      return `${path} ${createHash('sha256')
        .update(await readFile(path))
        .digest('hex')}`
    })
    return (await Promise.all(lines)).filter(line => line !== '').sort()
  }

  /** Uploads under way. */
  async busy(): Promise<number> {
    return (await readdir(join(this.root, '.incoming')).catch(() => [])).length
  }

  /** What the database says of artifacts, and of changes of them. */
  async rows(): Promise<unknown[]> {
    const { rows } = await this.run(
      `select to_jsonb(a) as row from artifact a union all select to_jsonb(a) from audit a
       union all select to_jsonb(b) from baseline_history b union all select to_jsonb(f) from feed_state f`,
    )
    return rows.map(row => JSON.stringify(row)).sort()
  }
}
