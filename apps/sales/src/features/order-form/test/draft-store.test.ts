import { beforeEach, expect, test } from 'vitest'
import { createDraftStore } from '../draft-store.ts'
import { emptyDraft } from '../order-draft.ts'

beforeEach(() => sessionStorage.clear())

test('gives back what was saved, until it is removed', () => {
  const store = createDraftStore(sessionStorage, 't1.u1')
  const draft = { ...emptyDraft(), note: 'half typed' }
  store.save('new', draft)
  expect(store.find('new')).toEqual(draft)
  store.remove('new')
  expect(store.find('new')).toBeNull()
})

test('one user never sees another one’s draft', () => {
  createDraftStore(sessionStorage, 't1.u1').save('new', emptyDraft())
  expect(createDraftStore(sessionStorage, 't1.u2').find('new')).toBeNull()
})

test('text that is no draft is none', () => {
  sessionStorage.setItem('portico.sales.draft.t1.u1.new', '{"lines":3}')
  expect(createDraftStore(sessionStorage, 't1.u1').find('new')).toBeNull()
})

test('a full storage costs the safety net and nothing else', () => {
  const full: Storage = Object.assign(Object.create(sessionStorage), {
    setItem() {
      throw new DOMException('full', 'QuotaExceededError')
    },
    removeItem() {},
    getItem: () => null,
  })
  expect(() => createDraftStore(full, 't1.u1').save('new', emptyDraft())).not.toThrow()
})
