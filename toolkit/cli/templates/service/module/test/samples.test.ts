import { afterAll, beforeAll, expect, it } from 'vitest'
import { FakeService } from '../../../../testing/fake-service.ts'
import { openGraph, type TestGraph } from '../../../../testing/test-graph.ts'

let service: FakeService
let graph: TestGraph

beforeAll(async () => {
  const known = { id: 'one', name: 'First', version: 1 }
  service = new FakeService({ 'POST /samples/batch': () => ({ items: [known] }) })
  await service.start()
  graph = openGraph({ samples: service.url })
})
afterAll(async () => {
  await graph?.close()
  await service?.stop()
})

it('reads a sample once, and answers null for one that is not known', async () => {
  const query =
    '{ a: sample(id: "one") { id name } b: sample(id: "one") { version } c: sample(id: "none") { id } }'
  expect((await graph.ask(query)).data).toEqual({
    a: { id: 'one', name: 'First' },
    b: { version: 1 },
    c: null,
  })
  expect(service.calls).toHaveLength(1)
})
