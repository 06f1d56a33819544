import { createLoader, indexBy } from '@portico/bff-framework'
import type { Sample } from '@portico/samples-contract'
import { fetchSamples } from './samples.client.ts'

export const sampleById = createLoader<Sample>({
  entity: 'samples.Sample',
  batch: async (ids, context) => indexBy(await fetchSamples(context, ids), sample => sample.id),
  cache: {},
})
