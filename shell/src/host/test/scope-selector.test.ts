import { describe, expect, it } from 'vitest'
import { scopeSelector, splitSelectors } from '../ledger/scope-selector.ts'

const OWN = '[data-app="old"]'

describe('a selector of a rule that an app adds at run time', () => {
  it.each([
    ['h1', `:where(${OWN}) h1`],
    ['*', `:where(${OWN}) *`],
    ['::before', `:where(${OWN}) ::before`],
    ['body', OWN],
    ['html body', OWN],
    [':root', OWN],
    ['body > .x', `:where(${OWN}) .x, .x:where(${OWN})`],
    ['html.dark', `html.dark ${OWN}`],
    ['body.modal-open .x', `body.modal-open :where(${OWN}) .x, body.modal-open .x:where(${OWN})`],
    ['.x p', `:where(${OWN}) .x p, .x:where(${OWN}) p`],
    ['a.x::after', `:where(${OWN}) a.x::after, a.x:where(${OWN})::after`],
    ['bodyguard', `:where(${OWN}) bodyguard`],
    ['[title="a b"] p', `:where(${OWN}) [title="a b"] p, [title="a b"]:where(${OWN}) p`],
  ])('%s means the app: %s', (selector, scoped) => {
    expect(scopeSelector(selector, OWN).join(', ')).toBe(scoped)
  })

  it('is one of a list, which commas in brackets and texts do not part', () => {
    const list = ['a:is(b, c)', '[title="x, ]y"]', String.raw`.a\,b`, ':not(:is(.x, .y)) > p']
    expect(splitSelectors(list.join(', '))).toEqual(list)
  })

  it('stays where it names the app already', () => {
    for (const scoped of scopeSelector('.x p', OWN)) expect(scopeSelector(scoped, OWN)).toEqual([scoped])
  })
})
