import type { ReleaseRoutes } from '@portico/release-contract'
import type { AnswerOf } from '@portico/service-contract'
import type { ReleaseClient } from './release.client.ts'

export type JobDetail = AnswerOf<ReleaseRoutes['getJob']>
type Step = AnswerOf<ReleaseRoutes['stepJob']>

interface Held {
  tenantId: string
  attempt: number
}

export interface StepRequest {
  results: (Held & { code: string | null; message: string | null; result: unknown })[]
  renew: Held[]
  take: number
  leaseSeconds: number
}

/** As the gateway passes it on: with the right to act for each company that is held, null for one that was deleted. */
export interface RunnerStep extends Omit<Step, 'held'> {
  held: (Step['held'][number] & { slug: string; grant: string | null })[]
}

export async function sendStep(api: ReleaseClient, id: string, body: StepRequest): Promise<RunnerStep> {
  return (await api.call('stepJob', { params: { id }, body })) as RunnerStep
}
