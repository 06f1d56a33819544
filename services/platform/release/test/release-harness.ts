import type { Feed, Release, WantedRelease } from '@portico/release'
import { type ServiceUnderTest, startForTest, type TestCall } from '@portico/service-kit/testing'
import { service } from '../src/index.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** An operator at the release service, and words the tests use for what is there. */
export class ReleaseHarness {
  readonly under: ServiceUnderTest

  constructor(under: ServiceUnderTest) {
    this.under = under
  }

  static async open(env: NodeJS.ProcessEnv = {}): Promise<ReleaseHarness> {
    return new ReleaseHarness(await startForTest(service, env))
  }

  close(): Promise<void> {
    return this.under.stop()
  }

  call(method: Method, path: string, call: TestCall = {}) {
    return this.under.call(method, path, {
      tenant: null,
      ...call,
      headers: { baggage: 'portico.actor=user%3Aoperator', ...call.headers },
    })
  }

  run(sql: string, values: unknown[] = []) {
    return this.under.database.execute<Record<string, unknown>>(sql, values)
  }

  /** Versions as if they had been published, such as `sales@1.5.0`. */
  async published(...keys: string[]) {
    for (const key of keys) await this.#publish(key, 'app', {})
  }

  /** Shared libraries as if they had been published. */
  async shared(...keys: string[]) {
    for (const key of keys) await this.#publish(key, 'shared', {})
  }

  /** An app with the ranges of libraries it needs, and those it has copies of. */
  publishedWith(key: string, shared: Record<string, string>, own: Record<string, object> = {}) {
    return this.#publish(key, 'app', { requires: { shared }, own })
  }

  /** An app with a manifest that is whole. */
  publishedWhole(key: string, manifest: object) {
    const [name = '', version = ''] = key.split('@')
    return this.#publish(key, 'app', wholeManifest({ name, version, base: `/${name}`, ...manifest }))
  }

  async #publish(key: string, kind: string, manifest: object) {
    const [name, version] = key.split('@')
    await this.run(
      `insert into artifact (id, name, version, kind, size_bytes, file_count, digest, manifest, files, published_by)
       values ($1, $2, $3, $4, 1, 1, '', $5, '[]', 'test') on conflict do nothing`,
      [key, name, version, kind, JSON.stringify(manifest)],
    )
  }

  /** A baseline as if it had come about somehow. */
  async based(baseline: object) {
    await this.run(
      `with touched as (update feed_state set revision = revision + 1 returning revision)
       insert into baseline_history (revision, baseline, actor) select revision, $1, 'test' from touched`,
      [{ shell: '', apps: {}, shared: {}, services: {}, ...baseline }],
    )
  }

  /** A running copy with a heartbeat of just now. */
  instance(id: string, tag = 'gray', name = 'sales', headers: Record<string, string> = {}) {
    const body = { service: name, tag, version: '1.5.0', url: `http://127.0.0.1:7099/` }
    return this.call('PUT', `/instances/${id}`, { tenant: null, body, headers })
  }

  async drafted(wanted: WantedRelease): Promise<Release> {
    const answer = await this.call('POST', '/releases', { body: wanted })
    if (answer.statusCode !== 201) throw new Error(answer.body)
    return answer.json()
  }

  async running(wanted: WantedRelease): Promise<Release> {
    return (await this.step(await this.drafted(wanted), 'start')).json()
  }

  /** A promotion is forced where `body` does not say otherwise: nothing is measured in a test. */
  step({ id, revision }: Release, step: string, given?: object) {
    const headers = { 'if-match': `"${revision}"` }
    const body = step === 'promote' ? { reason: 'test', isForced: true, ...given } : given
    return this.call('POST', `/releases/${id}/${step}`, { headers, ...(body ? { body } : {}) })
  }

  change({ id, revision }: Release, body: object) {
    return this.call('PATCH', `/releases/${id}`, { headers: { 'if-match': `"${revision}"` }, body })
  }

  members({ id, revision }: Release, list: string, body: object) {
    const headers = { 'if-match': `"${revision}"` }
    return this.call('POST', `/releases/${id}/members/${list}`, { headers, body })
  }

  async release(id: string): Promise<Release> {
    return (await this.call('GET', `/releases/${id}`)).json()
  }

  async feed(): Promise<Feed> {
    return (await this.call('GET', '/feed')).json()
  }

  async baseline() {
    return (await this.call('GET', '/baseline')).json().baseline
  }

  /** Ends whatever runs: tests of one file share a service. */
  async clear() {
    await this.run(`update release set state = 'aborted', ended_at = now() where state in ('draft', 'gray')`)
  }

  async audited(
    subject: string,
  ): Promise<
    { actor: string; action: string; subjectName: object | null; reason: string | null; change: object }[]
  > {
    const answer = await this.call('GET', `/audit?subject=${encodeURIComponent(subject)}`)
    return answer.json().items
  }
}

function wholeManifest(fields: object): object {
  const hash = `sha384-${'A'.repeat(64)}`
  const text = { 'zh-CN': '应用', en: 'App' }
  const files = {
    entry: 'entry.js',
    css: [],
    preload: [],
    imports: [],
    own: {},
    integrity: { 'entry.js': hash },
  }
  const rest = {
    title: text,
    icon: 'app',
    menu: [],
    requires: { shared: {} },
    operations: [],
    keepAlive: true,
  }
  return { schema: 1, protocol: 1, ...files, ...rest, ...fields }
}
