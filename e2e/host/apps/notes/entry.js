const { document } = __PORTICO_SCOPE__('notes@1.0.0')

import { placeholder } from './text.js'

/** A kept-alive app with a field, its address and every shell service a test asks for. */
export function mount({ container, shell, base, instanceId, onError }) {
  container.innerHTML = `
    <div class="notes">
      <h1>Notes</h1>
      <label>Text <input data-testid="text"></label>
      <p data-testid="address"></p>
      <p data-testid="instance">${instanceId}</p>
      <p data-testid="answer"></p>
      <p><a data-testid="next" href="${base}/new?from=all">Next</a></p>
    </div>`
  const find = id => container.querySelector(`[data-testid="${id}"]`)
  find('text').placeholder = placeholder
  find('text').addEventListener('input', event => shell.tabs.setDirty(event.target.value !== ''))
  const write = ({ pathname, search }) => {
    find('address').textContent = pathname + search
  }
  write(shell.navigation.location())
  shell.navigation.subscribe(write)
  find('next').addEventListener('click', event => {
    event.preventDefault()
    shell.navigation.navigate(find('next').getAttribute('href'))
  })
  const button = (name, act) => {
    const element = document.createElement('button')
    element.textContent = name
    element.addEventListener('click', act)
    container.firstElementChild.append(element)
  }
  const ask = () => shell.graph.execute({ name: 'Ask', id: 'x', body: 'query Ask { ask }' }, {})
  button('Ask', () =>
    ask().then(
      data => {
        find('answer').textContent = JSON.stringify(data)
      },
      error => {
        find('answer').textContent = error.code
      },
    ),
  )
  button('Save', async () => {
    await shell.graph.execute({ name: 'Save', id: 'y', body: 'mutation Save { save }' }, {})
    shell.tabs.setDirty(false)
    find('answer').textContent = 'Saved'
  })
  button('Fail', () => onError(new Error('Rendering failed on purpose')))
  button('Greet', () => shell.notify.success('Hello from notes'))
  button('Load late', async () => {
    const { late } = await import('./late.js')
    find('answer').textContent = late
  })
}

export function unmount({ container }) {
  container.replaceChildren()
}
