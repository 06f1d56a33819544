import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { RunnerStep, StepRequest } from '../src/connection/job-steps.ts'
import { CliError } from '../src/errors/cli-error.ts'
import { createJobHandler, defineJob, JobError, type JobEvent, type JobTenant } from '../src/job/index.ts'
import { JobRunner, type RunnerParts } from '../src/job/run-tenants.ts'

const event: JobEvent = {
  ...{ jobId: 'j1', tenant: { id: 't_a', slug: 'a' }, isDryRun: false, grant: 'signed' },
}

describe('a job as a function', () => {
  const asked: { job: unknown; body: { query: string; variables: object } }[] = []
  let answer: object
  const gateway = createServer(async (request, response) => {
    asked.push({ job: request.headers['x-portico-job'], body: JSON.parse(await text(request)) })
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  let url: string
  beforeAll(async () => {
    await new Promise<void>(resolve => gateway.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`
  })
  beforeEach(() => {
    asked.length = 0
    answer = { data: { made: 1 } }
  })
  afterAll(() => {
    gateway.closeAllConnections()
    gateway.close()
  })
  const handler = (run: (tenant: JobTenant) => Promise<unknown>, timeoutSeconds = 60) =>
    createJobHandler(defineJob({ name: 'x', permissions: [], timeoutSeconds, run }), { url })
  const make = (tenant: JobTenant) => tenant.mutate('mutation { made }', { key: tenant.key('made') })

  test('asks under the grant of its event, and keys are the same when the event comes again', async () => {
    const handle = handler(make)
    for (let time = 0; time < 2; time += 1)
      expect(await handle(event)).toEqual({ code: null, message: null, result: { made: 1 } })
    expect(asked[0]).toMatchObject({ job: 'signed', body: { query: 'mutation { made }' } })
    expect(asked[1]).toEqual(asked[0])
    await handle({ ...event, tenant: { id: 't_b', slug: 'b' } })
    expect(asked[2]?.body.variables).not.toEqual(asked[0]?.body.variables)
  })

  test('sends no write in a dry run, and says how many there would be', async () => {
    const outcome = await handler(async tenant => [await make(tenant), await make(tenant)])({
      ...event,
      isDryRun: true,
    })
    expect(outcome.result).toEqual({ plannedWrites: 2, result: [null, null] })
    expect(asked).toEqual([])
  })

  test.each<[string, () => unknown, string, RegExp]>([
    ['the graph refuses', make as never, 'VERSION_CONFLICT', /someone else/],
    ['it refuses itself', () => Promise.reject(new JobError('NOT_MINE', 'no')), 'NOT_MINE', /no/],
    ['it breaks', () => Promise.reject(new TypeError('x of undefined')), 'SCRIPT_FAILED', /x of undefined/],
    ['it hangs', () => new Promise(() => {}), 'TENANT_TIMEOUT', /longer than 0.05 s/],
  ])('has a code where %s', async (_, run, code, message) => {
    answer = { errors: [{ message: 'someone else was faster', extensions: { code: 'VERSION_CONFLICT' } }] }
    const outcome = await handler(run as (tenant: JobTenant) => Promise<unknown>, 0.05)(event)
    expect(outcome).toEqual({ code, message: expect.stringMatching(message), result: null })
  })
})

/** What the service keeps, as far as a runner sees it. */
class FakeJob {
  readonly waiting: string[]
  readonly held = new Map<string, number>()
  readonly results: StepRequest['results'] = []
  state: RunnerStep['job']['state'] = 'RUNNING'
  /** Called before a step is answered. */
  onStep: (body: StepRequest) => void = () => {}

  constructor(count: number) {
    this.waiting = Array.from({ length: count }, (_, at) => `t_${at}`)
  }

  async step(body: StepRequest): Promise<RunnerStep> {
    for (const result of body.results) if (this.held.delete(result.tenantId)) this.results.push(result)
    // As after their lease: what this runner does not hold on to another one gets, here it itself.
    const kept = new Set(body.renew.map(({ tenantId }) => tenantId))
    for (const tenantId of [...this.held.keys()])
      if (!kept.has(tenantId)) this.held.delete(tenantId) && this.waiting.push(tenantId)
    const renewed = body.renew.filter(({ tenantId, attempt }) => this.held.get(tenantId) === attempt)
    const taken = this.state === 'RUNNING' ? this.waiting.splice(0, body.take) : []
    for (const tenantId of taken) this.held.set(tenantId, 1)
    if (this.waiting.length === 0 && this.held.size === 0 && this.state === 'RUNNING') this.state = 'DONE'
    const held = [
      ...renewed.map(one => ({ ...one, isNew: false })),
      ...taken.map(tenantId => ({ tenantId, attempt: 1, isNew: true })),
    ].map(one => ({ ...one, slug: one.tenantId, grant: 'signed' }))
    const answer = { job: { id: 'j1', isDryRun: false, state: this.state }, held, leasedUntil: '' }
    this.onStep(body)
    return answer as unknown as RunnerStep
  }
}

describe('a runner', () => {
  const run = (job: FakeJob, parts: Partial<RunnerParts> = {}) =>
    new JobRunner({
      ...{ jobId: 'j1', parallel: 4, leaseSeconds: 5, stopped: new Promise(() => {}), onStep: () => {} },
      handle: async () => ({ code: null, message: null, result: null }),
      step: body => job.step(body),
      sleep: async () => {},
      ...parts,
    }).run()

  test('has no more under way than it may, and each company once', async () => {
    const job = new FakeJob(50)
    let [now, most] = [0, 0]
    const handle = async () => {
      most = Math.max(most, ++now)
      await new Promise(setImmediate)
      now -= 1
      return { code: null, message: null, result: null }
    }
    expect((await run(job, { handle })).state).toBe('DONE')
    expect(most).toBe(4)
    expect(new Set(job.results.map(({ tenantId }) => tenantId)).size).toBe(50)
    expect(job.results).toHaveLength(50)
  })

  test('says a result until it was answered, and begins again what fails for a moment', async () => {
    const job = new FakeJob(3)
    let [steps, tries] = [0, 0]
    job.onStep = () => {
      if (++steps % 2 === 0) throw new CliError('UNREACHABLE', 'The answer is lost.')
    }
    const handle = async () =>
      ++tries === 1
        ? { code: 'UPSTREAM_UNAVAILABLE', message: 'x', result: null }
        : { code: null, message: null, result: null }
    expect((await run(job, { handle, parallel: 1 })).state).toBe('DONE')
    expect(job.results.map(({ tenantId, code }) => [tenantId, code]).toSorted()).toEqual([
      ['t_0', null],
      ['t_1', null],
      ['t_2', null],
    ])
  })

  test('gives up what it does not hold any more, and says nothing of it', async () => {
    const job = new FakeJob(2)
    let begun = 0
    const handle = (_: JobEvent, signal: AbortSignal) => {
      if (++begun === 2) job.state = 'CANCELLED'
      return new Promise<{ code: string; message: string; result: null }>(resolve =>
        signal.addEventListener('abort', () => resolve({ code: 'TENANT_LOST', message: '', result: null })),
      )
    }
    job.onStep = () => job.held.clear()
    expect((await run(job, { handle, leaseSeconds: 0.01 })).state).toBe('CANCELLED')
    expect(job.results).toEqual([])
  })

  test('that is stopped ends what it has begun, reports it, and begins nothing more', async () => {
    const job = new FakeJob(9)
    const stop = Promise.withResolvers<void>()
    const handle = async () => {
      stop.resolve()
      await new Promise(setImmediate)
      return { code: null, message: null, result: null }
    }
    expect((await run(job, { handle, stopped: stop.promise })).state).toBe('RUNNING')
    expect([job.results.length, job.waiting.length, job.held.size]).toEqual([4, 5, 0])
  })

  test('ends with what the service refuses', async () => {
    const refused = new CliError('SESSION_ENDED', 'Log in again.')
    await expect(run(new FakeJob(1), { step: () => Promise.reject(refused) })).rejects.toBe(refused)
  })
})
