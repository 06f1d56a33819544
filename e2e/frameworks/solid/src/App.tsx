/** @jsxImportSource solid-js */
import { useLocale, useRoute, useShell } from '@portico/micro-app/solid'
import { createSignal, Show } from 'solid-js'
import './app.css'

export function App() {
  const locale = useLocale()
  const route = useRoute()
  const shell = useShell()
  const [count, setCount] = createSignal(0)
  const [isBroken, setBroken] = createSignal(false)
  return (
    <>
      <h1>Solid</h1>
      <p data-testid="shell">
        {locale()} {shell.session.info.user.username}
      </p>
      <p data-testid="path">{route.path()}</p>
      <button type="button" onClick={() => setCount(count() + 1)}>
        count {count()}
      </button>
      <a href={route.href('/other')} onClick={event => route.follow(event)}>
        other
      </a>
      <button type="button" onClick={() => setBroken(true)}>
        break
      </button>
      <Show when={isBroken()}>
        <Broken />
      </Show>
    </>
  )
}

function Broken(): never {
  throw new Error('broken later')
}
