import '@portico/shared-ui/tokens.css'
import type { GraphOperation, Lifecycles } from '@portico/micro-app'
import { fakeShell } from '@portico/testing'
import { useEffect, useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'

/**
 * The limit the shell is compared with: the same sub-apps in one ordinary Vite bundle, loaded by `import()`. No sandbox, no manifests,
 * no integrity, no separate releases; what two apps share is shared by the bundler.
 */
const APPS: Record<string, () => Promise<Lifecycles>> = {
  sales: () => import('../../apps/sales/src/entry.tsx'),
  workbench: () => import('../../apps/workbench/src/entry.tsx'),
}
const START = new URLSearchParams(window.location.search).get('app') ?? 'sales'

function createServices(name: string) {
  const shell = fakeShell({ path: `/${name}`, locale: 'en' })
  return {
    ...shell,
    graph: {
      ...shell.graph,
      execute: executeGraph,
      fetch: (path: string, init?: RequestInit) => fetch(path, init),
    },
  }
}

async function executeGraph<TData, TVariables>(
  operation: GraphOperation<TData, TVariables>,
  variables: TVariables,
): Promise<TData> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-portico-csrf': '1' },
    body: JSON.stringify({ query: operation.body, variables }),
  })
  return ((await response.json()) as { data: TData }).data
}

function AppSlot({ name, isShown }: { name: string; isShown: boolean }) {
  const element = useRef<HTMLDivElement>(null)
  const portal = useRef<HTMLDivElement>(null)
  useEffect(() => mountInto(name, element.current, portal.current), [name])
  return (
    <div style={{ display: isShown ? '' : 'none' }}>
      <div data-app={name} ref={element} />
      <div data-app={name} ref={portal} />
    </div>
  )
}

function mountInto(name: string, container: HTMLDivElement | null, portal: HTMLDivElement | null) {
  const load = APPS[name]
  if (!load || !container || !portal) return
  const props = {
    instanceId: name,
    container,
    portal,
    base: `/${name}`,
    shell: createServices(name),
    onError: console.error,
  }
  const lifecycles = load()
  void lifecycles.then(app => app.mount(props))
  return () => void lifecycles.then(app => app.unmount(props))
}

function Page() {
  const [current, setCurrent] = useState(START)
  const [opened, setOpened] = useState([START])
  const open = (name: string) => {
    setCurrent(name)
    setOpened(names => (names.includes(name) ? names : [...names, name]))
  }
  const close = (name: string) => setOpened(names => names.filter(other => other !== name))
  return (
    <>
      <nav>
        {Object.keys(APPS).map(name => (
          <span key={name}>
            <button type="button" data-open={name} onClick={() => open(name)}>
              {name}
            </button>
            <button type="button" data-close={name} onClick={() => close(name)}>
              close {name}
            </button>
          </span>
        ))}
      </nav>
      {opened.map(name => (
        <AppSlot key={name} name={name} isShown={name === current} />
      ))}
    </>
  )
}

const page = document.getElementById('page')
if (page) createRoot(page).render(<Page />)
