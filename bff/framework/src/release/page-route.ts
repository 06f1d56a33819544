import type { Gateway } from '../gateway.ts'
import type { Visit } from '../http/entry.ts'
import { sendText } from '../http/respond.ts'
import { emptyPage } from './empty-page.ts'
import { renderPage } from './page.ts'

const html = 'text/html; charset=utf-8'

/** Every address that is nobody else's is a page of the shell, so deep links and reloads work. */
export async function servePage(gateway: Gateway, visit: Visit): Promise<void> {
  const set = await gateway.artifacts.current()
  if (!set)
    return sendText(visit.response, 503, html, emptyPage, { 'cache-control': 'no-store', 'retry-after': '5' })
  const session = await gateway.admission.findSession(visit)
  const page = renderPage(set, session, visit.url.pathname)
  sendText(visit.response, 200, html, page.html, page.headers)
}
