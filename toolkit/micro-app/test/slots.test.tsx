import type { SlotEntry, SlotPlace } from '@portico/micro-app'
import { fakeMountProps, fakeShell } from '@portico/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick } from 'vue'
import {
  defineReactApp,
  defineReactContribution,
  Slot,
  useSlotContext,
  useSlotEntries,
} from '../src/react/index.ts'
import { defineVueApp, defineVueContribution, useSlotContext as useVueSlotContext } from '../src/vue/index.ts'

afterEach(() => document.body.replaceChildren())

const month = (value: string): SlotPlace => ({
  name: 'workbench.card',
  context: { month: value, showMonth() {} },
})

function ReactMonth() {
  return <p>{useSlotContext('workbench.card').month}</p>
}

const VueMonth = defineComponent(() => {
  const context = useVueSlotContext('workbench.card')
  return () => h('p', context.value.month)
})

describe.each([
  ['React', () => defineReactContribution(ReactMonth)],
  ['Vue', () => defineVueContribution(VueMonth)],
  [
    'React, by its entry',
    () => defineReactApp(() => null, { contributions: { month: ReactMonth } }).contributions.month,
  ],
  [
    'Vue, by its entry',
    () => defineVueApp(VueMonth, { contributions: { month: VueMonth } }).contributions.month,
  ],
])('a contribution of an app of %s', (_, define) => {
  it('renders the context of its slot, also when that changes', async () => {
    const part = define()
    const props = fakeMountProps('sales', { slot: month('2026-11') })
    await part?.mount(props)
    expect(props.container.textContent).toBe('2026-11')
    await part?.update?.({ ...props, slot: month('2026-10') })
    await nextTick()
    await vi.waitFor(() => expect(props.container.textContent).toBe('2026-10'))
    await part?.unmount(props)
    expect(props.container.textContent).toBe('')
  })

  it('does not mount in a slot of another kind', async () => {
    const slot: SlotPlace = { name: 'topbar.action', context: {} }
    const props = fakeMountProps('sales', { slot })
    await expect(define()?.mount(props)).rejects.toThrow('no contribution to workbench.card')
  })
})

describe('a slot in a React app', () => {
  const entry: SlotEntry = {
    app: 'stock',
    contribution: { slot: 'order.panel', id: 'level', title: { 'zh-CN': '库存', en: 'Level' } },
  }

  it('mounts with its context, hands on the next one, and is unmounted with the app', async () => {
    const shell = fakeShell({ slots: [entry] })
    const place = { version: 1 }
    const app = defineReactApp(() => (
      <>
        <i>{useSlotEntries('order.panel').length}</i>
        <Slot name="order.panel" context={{ orderId: 'o1', version: place.version }} />
      </>
    ))
    const props = fakeMountProps('sales', { shell })
    await app.mount(props)
    await vi.waitFor(() => expect(shell.slots.mounted).toHaveLength(1))
    expect(props.container.querySelector('[data-contribution="stock/level"]')).not.toBeNull()
    expect(props.container.textContent).toBe('1')
    place.version = 2
    app.update({ ...props })
    await vi.waitFor(() => expect(shell.slots.mounted[0]?.context).toEqual({ orderId: 'o1', version: 2 }))
    await app.unmount(props)
    expect(shell.slots.mounted).toEqual([])
  })
})
