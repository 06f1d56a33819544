import { CATALOGUE, type ErrorEntry } from '../../../../bff/framework/src/errors/catalogue.ts'
import { actionFor } from './actions.ts'
import { referencePage, tableOf } from './page.ts'
import { problemsIn, type ServiceProblem } from './problems.ts'

const HEAD = ['code', 'status', 'meaning', 'send it again?', 'what to do']

export function errorsPage(files: readonly { path: string; text: string }[]): string {
  const problems = files
    .filter(({ path }) => path.startsWith('services/'))
    .flatMap(({ path, text }) => problemsIn(path, text))
  const byOwner = Map.groupBy(problems, ({ path }) => ownerOf(path))
  const sections = [...byOwner].toSorted(byKitFirst).map(([owner, own]) => {
    const title = owner === 'kit' ? 'Every service' : `The service \`${owner}\``
    return `## ${title}\n\n${tableOf(HEAD, own.map(rowOf).toSorted(byCode))}`
  })
  const gateway = Object.entries<ErrorEntry>(CATALOGUE).map(([code, entry]) => [
    `\`${code}\``,
    String(entry.status),
    entry.message,
    entry.retryAfterSeconds === undefined
      ? retryFor(entry.status)
      : `after ${entry.retryAfterSeconds} s, or as the answer says`,
    actionFor(code, entry.status),
  ])
  return referencePage(
    'Error codes',
    'Clients branch on the code, never on the text. The graph carries it in `extensions.code`, plain HTTP in a JSON body of the status below; services answer RFC 9457 `application/problem+json`, whose codes the gateway hands on. A read may be repeated at any time; a write with its idempotency key.',
    `## The gateway\n\n${tableOf(HEAD, gateway.toSorted(byCode))}`,
    ...sections,
  )
}

function byKitFirst([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  if (one === other) return 0
  return one === 'kit' || (other !== 'kit' && one < other) ? -1 : 1
}

function byCode([one = '']: readonly string[], [other = '']: readonly string[]): number {
  return one < other ? -1 : 1
}

/** `services/core/identity/src/...` is of `identity`, `services/kit/src/...` of the kit. */
function ownerOf(path: string): string {
  const [, first = '', second = ''] = path.split('/')
  return first === 'kit' ? 'kit' : second
}

function rowOf({ code, status, title }: ServiceProblem): string[] {
  return [`\`${code}\``, String(status), `${title}.`, retryFor(status), actionFor(code, status)]
}

function retryFor(status: number): string {
  if (status === 429) return 'after 5 s, or as the answer says'
  if (status === 408 || status === 424 || status === 503 || status === 504 || status === 507)
    return 'in a moment'
  if (status === 409 || status === 412) return 'after reading again'
  return 'no, it would fail alike'
}
