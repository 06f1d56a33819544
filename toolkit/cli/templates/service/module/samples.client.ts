import type { GraphContext } from '@portico/bff-framework'
import { type Sample, samplesContract } from '@portico/samples-contract'
import { contractClient } from '../shared/contract-client.ts'

const samples = contractClient(samplesContract)

export async function fetchSamples(context: GraphContext, ids: readonly string[]): Promise<Sample[]> {
  const { items } = await samples(context).call('readSamples', { body: { ids: [...ids] } })
  return items
}
