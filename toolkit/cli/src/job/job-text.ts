import type { JobDetail } from '../connection/job-steps.ts'
import { formatTable } from '../output/table.ts'

export interface ShownTenant {
  tenantId: string
  state: string
  attempt: number
  code: string | null
  message: string | null
  result: unknown
}

const MAX_RESULT = 80

export function progressLine({ state, tenantCount, counts }: JobDetail): string {
  const { done, failed, running } = counts
  const percent = tenantCount === 0 ? 0 : Math.floor((100 * (done + failed)) / tenantCount)
  return `${state}: ${done} done, ${failed} failed, ${running} under way, of ${tenantCount} (${percent} %)`
}

export function jobLines(job: JobDetail, tenants: readonly ShownTenant[]): string[] {
  const { id, name, isDryRun, createdBy, reason } = job
  const head = `${name} ${id}${isDryRun ? ', dry run' : ''}, by ${createdBy}: ${reason}`
  if (tenants.length === 0) return [head, progressLine(job)]
  const rows = tenants.map(one => [
    one.tenantId,
    one.state,
    one.code ?? '',
    one.message ?? JSON.stringify(one.result ?? null).slice(0, MAX_RESULT),
  ])
  return [head, progressLine(job), ...formatTable(['COMPANY', 'STATE', 'CODE', 'RESULT'], rows)]
}
