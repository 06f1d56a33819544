import type { Gateway } from '../gateway.ts'
import { GraphFault } from '../graphql/fault.ts'
import { sendText } from '../http/respond.ts'
import type { Visit } from '../http/visit.ts'
import { emptyPage } from './empty-page.ts'
import { renderPage } from './page.ts'

const html = 'text/html; charset=utf-8'

/** Every address that is nobody else's is a page of the shell, so deep links and reloads work. Faults: NOT_FOUND. */
export async function servePage(gateway: Gateway, visit: Visit): Promise<void> {
  if (isFile(visit)) throw new GraphFault('NOT_FOUND', 'There is no such file.')
  const set = await gateway.artifacts.current()
  if (!set)
    return sendText(visit.response, 503, html, emptyPage, { 'cache-control': 'no-store', 'retry-after': '5' })
  const session = await gateway.admission.findSession(visit)
  const page = renderPage(set, session, visit.url.pathname)
  sendText(visit.response, 200, html, page.html, page.headers)
}

/** Such as /favicon.ico: a page in its place would be taken for the file. */
function isFile({ request, url }: Visit): boolean {
  return /\.[a-z0-9]{2,5}$/i.test(url.pathname) && !request.headers.accept?.includes('text/html')
}
