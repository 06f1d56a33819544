import { CATALOGUE } from '../../../../bff/framework/src/errors/catalogue.ts'
import { problemsIn } from './problems.ts'

/**
 * Codes that more than one catalogue holds, the gateway's or a service's, with different statuses: a client that branches
 * on the code would see another status by who refused.
 */
export function statusTwins(files: readonly { path: string; text: string }[]): string[] {
  const ofServices = files
    .filter(({ path }) => path.startsWith('services/'))
    .flatMap(({ path, text }) => problemsIn(path, text))
  const ofGateway = Object.entries(CATALOGUE).map(([code, { status }]) => ({ code, status, path: 'gateway' }))
  const byCode = Map.groupBy([...ofGateway, ...ofServices], ({ code }) => code)
  return [...byCode].flatMap(([code, entries]) => {
    const isOne = new Set(entries.map(({ status }) => status)).size === 1
    return isOne ? [] : [`${code}: ${entries.map(({ status, path }) => `${status} of ${path}`).join(', ')}`]
  })
}
