import { errorText } from '@portico/shared-ui'
import { fill, part } from '../common/fill.ts'
import type { PageContext } from '../common/page-turner.ts'
import { type CustomerPage, listCustomers } from './customers.ts'
import html from './list.html?raw'

export function showList(context: PageContext): void {
  const { root, route, shell, words, signal } = context
  fill(root, html, words)
  const search = part<HTMLInputElement>(root, 'search')
  const link = part<HTMLAnchorElement>(root, 'new')
  link.href = route.href('/new')
  link.hidden = !shell.session.can('party.customer.write')
  link.addEventListener('click', event => route.follow(event))

  let running = new AbortController()
  const ask = () => {
    running.abort()
    running = new AbortController()
    const asked = AbortSignal.any([running.signal, signal])
    listCustomers(shell, search.value, asked).then(
      page => asked.aborted || showPage(context, page),
      error => asked.aborted || showFailure(context, error),
    )
  }
  search.addEventListener('input', ask)
  part(root, 'retry').addEventListener('click', ask)
  signal.addEventListener('abort', shell.events.on('template-name.customer.added', ask))
  ask()
}

function showPage({ root, words }: PageContext, { nodes, totalCount }: CustomerPage): void {
  part(root, 'failed').hidden = true
  part(root, 'table').hidden = nodes.length === 0
  part(root, 'note').textContent = nodes.length === 0 ? words.none : words.count(nodes.length, totalCount)
  part(root, 'rows').replaceChildren(
    ...nodes.map(({ code, name, country }) => row([code, name, country ?? ''])),
  )
}

function showFailure({ root, shell }: PageContext, error: unknown): void {
  part(root, 'failed').hidden = false
  part(root, 'reason').textContent = errorText(shell.i18n.locale(), error)
  part(root, 'note').textContent = ''
}

function row(texts: string[]): HTMLTableRowElement {
  const line = document.createElement('tr')
  for (const text of texts) line.insertCell().textContent = text
  return line
}
