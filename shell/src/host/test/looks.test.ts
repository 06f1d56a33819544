import { beforeEach, describe, expect, it, vi } from 'vitest'
import { CodeOwners } from '../attribution/code-owners.ts'
import { KeyframesNames } from '../ledger/keyframes-names.ts'
import { Ledger } from '../ledger/ledger.ts'
import { ElementNames } from '../page/element-names.ts'
import { PageApps } from '../page/page-apps.ts'
import { watchCreation } from '../page/page-creation.ts'
import { PageNodes } from '../page/page-nodes.ts'
import { watchQueries } from '../page/page-queries.ts'
import { ScopeRegistry } from '../sandbox/scope-registry.ts'

/** The stack is looked at where an app's code may be in it and would get another answer; each look costs. */
const owners = new CodeOwners<Ledger>()
const look = vi.spyOn(owners, 'ownerOfCaller').mockReturnValue(null)
const apps = new PageApps(owners)
const nodes = new PageNodes(apps)
watchCreation(apps, nodes, new ElementNames(apps))
nodes.install()
watchQueries(apps)

function open(app: string): Ledger {
  const host = document.body.appendChild(document.createElement('div'))
  host.dataset.app = app
  host.innerHTML = '<p class="same"></p>'
  const ledger = new Ledger(
    { instanceId: `${app}@1.0.0#1`, app, version: '1.0.0' },
    { host, adopt() {} },
    new KeyframesNames(() => {}),
  )
  apps.add(ledger)
  return ledger
}

beforeEach(() => look.mockClear())

describe('the stack is not looked at', () => {
  it('before the code of any app runs', () => {
    open('sales')
    open('stock')
    expect(apps.caller()).toBeNull()
    document.querySelector('.same')
    expect(look).not.toHaveBeenCalled()
    apps.begin()
    document.querySelector('.same')
    expect(look).toHaveBeenCalledTimes(1)
  })

  it.each(['html', 'head', 'body', ':root'])('for %s, which every page has once', selector => {
    expect(document.querySelector(selector)).toBe(document.querySelectorAll(selector)[0])
    expect(look).not.toHaveBeenCalled()
  })

  it('for an element that belongs into no head, and for a link until it is inserted', () => {
    document.createElement('div')
    const link = document.createElement('link')
    expect(look).not.toHaveBeenCalled()
    document.head.append(link)
    expect(look).toHaveBeenCalledTimes(1)
    const style = document.createElement('style')
    expect(look).toHaveBeenCalledTimes(2)
    document.head.append(style)
    expect(look).toHaveBeenCalledTimes(2)
  })

  it('for a module that says its address, and once for one that does not', () => {
    const copies = { ofUrl: vi.fn(() => 'sales@1.0.0#2'), ofCaller: vi.fn(() => 'sales@1.0.0#1') }
    const onUse = vi.fn()
    const registry = new ScopeRegistry(copies, onUse)
    const [first, second] = [{ name: 'first' }, { name: 'second' }]
    registry.setScope({ artifact: 'sales@1.0.0', instanceId: 'sales@1.0.0#1' }, first)
    registry.setScope({ artifact: 'sales@1.0.0', instanceId: 'sales@1.0.0#2' }, second)
    expect(registry.getScope('sales@1.0.0', 'https://shop.example/a/sales/1.0.0/x.js?retry=1')).toBe(second)
    expect(copies.ofCaller).not.toHaveBeenCalled()
    expect(registry.getScope('sales@1.0.0')).toBe(first)
    expect([copies.ofCaller, onUse].map(({ mock }) => mock.calls.length)).toEqual([1, 2])
  })
})
