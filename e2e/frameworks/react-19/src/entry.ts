import { defineReactApp, useAppLocation, useLocale, useShell } from '@portico/micro-app/react'
import { createElement, Fragment, useState, version } from 'react'
import './page.css'

export { resume, suspend } from '@portico/micro-app'
export const { mount, update, unmount } = defineReactApp(Page)

function Page() {
  const locale = useLocale()
  const shell = useShell()
  const { pathname } = useAppLocation()
  const [count, setCount] = useState(0)
  const [isBroken, setBroken] = useState(false)
  if (isBroken) throw new Error('broken later')
  return createElement(
    Fragment,
    null,
    createElement('h1', null, `React ${version}`),
    createElement('p', { 'data-testid': 'shell' }, `${locale} ${shell.session.info.user.username}`),
    createElement('p', { 'data-testid': 'path' }, pathname),
    createElement('button', { type: 'button', onClick: () => setCount(count + 1) }, `count ${count}`),
    createElement('button', { type: 'button', onClick: () => setBroken(true) }, 'break'),
  )
}
