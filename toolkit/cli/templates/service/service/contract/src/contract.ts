import { BatchBody, defineContract, IdParams, ItemsOf, VersionHeaders } from '@portico/service-contract'
import { Sample, SampleChange } from './sample.ts'

export const samplesContract = defineContract({
  service: 'samples',
  version: 1,
  routes: {
    readSamples: {
      method: 'POST',
      url: '/samples/batch',
      schema: { body: BatchBody, response: { 200: ItemsOf(Sample) } },
      isRead: true,
    },
    putSample: {
      method: 'PUT',
      url: '/samples/:id',
      schema: { params: IdParams, headers: VersionHeaders, body: SampleChange, response: { 200: Sample } },
    },
  },
})
