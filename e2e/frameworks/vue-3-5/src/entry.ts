import { defineVueApp, useLocale, useShell } from '@portico/micro-app/vue'
import { defineComponent, h, ref, version } from 'vue'
import './page.css'

const Page = defineComponent(() => {
  const locale = useLocale()
  const shell = useShell()
  const count = ref(0)
  const isBroken = ref(false)
  return () => {
    if (isBroken.value) throw new Error('broken later')
    return [
      h('h1', `Vue ${version}`),
      h('p', { 'data-testid': 'shell' }, `${locale.value} ${shell.session.info.user.username}`),
      h('button', { type: 'button', onClick: () => (count.value += 1) }, `count ${count.value}`),
      h('button', { type: 'button', onClick: () => (isBroken.value = true) }, 'break'),
    ]
  }
})

export { resume, suspend } from '@portico/micro-app'
export const { mount, unmount } = defineVueApp(Page)
