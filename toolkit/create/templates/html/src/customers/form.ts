import { errorText } from '@portico/shared-ui'
import { fill, part } from '../common/fill.ts'
import type { PageContext } from '../common/page-turner.ts'
import { CustomerToSave } from './customers.ts'
import html from './form.html?raw'

export function showForm({ root, route, shell, words, signal }: PageContext): void {
  fill(root, html, words)
  const attempt = new CustomerToSave()
  const form = part<HTMLFormElement>(root, 'form')
  const failed = part(root, 'failed')
  const save = part<HTMLButtonElement>(root, 'save')
  const cancel = part<HTMLAnchorElement>(root, 'cancel')
  cancel.href = route.href('')
  cancel.addEventListener('click', event => route.follow(event))
  form.addEventListener('input', () => shell.tabs.setDirty(true))
  signal.addEventListener('abort', () => shell.tabs.setDirty(false))

  form.addEventListener('submit', async event => {
    event.preventDefault()
    save.disabled = true
    try {
      const name = await attempt.save(shell, new FormData(form))
      shell.tabs.setDirty(false)
      shell.notify.success(words.saved(name))
      route.navigate('')
    } catch (error) {
      failed.hidden = false
      failed.textContent = errorText(shell.i18n.locale(), error)
      save.disabled = false
    }
  })
}
