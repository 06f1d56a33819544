import { beforeEach, describe, expect, it } from 'vitest'
import { PageActivity } from '../page-activity.ts'

let activity: PageActivity
let field: HTMLInputElement

beforeEach(() => {
  activity = new PageActivity()
  activity.start()
  field = document.createElement('input')
  document.body.replaceChildren(field)
})

function type(text: string) {
  field.value = text
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
}

describe('writes', () => {
  it('are counted until each has settled, however it ends', async () => {
    const [first, second] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()]
    const answered = activity.writing(() => first.promise)
    const refused = activity.writing(() => second.promise)
    expect(activity.writes.get()).toBe(2)
    first.resolve('done')
    expect(await answered).toBe('done')
    expect(activity.writes.get()).toBe(1)
    second.reject(new Error('no'))
    await expect(refused).rejects.toThrow('no')
    expect(activity.writes.get()).toBe(0)
  })

  it('say so to a listener before and after', async () => {
    const seen: number[] = []
    activity.writes.subscribe(count => seen.push(count))
    await activity.writing(async () => {})
    expect(seen).toEqual([1, 0])
  })
})

describe('what was typed', () => {
  it('is unsent until a write is answered, and typed until the next navigation', async () => {
    expect([activity.hasTyped, activity.hasUnsent]).toEqual([false, false])
    type('half an order')
    expect([activity.hasTyped, activity.hasUnsent]).toEqual([true, true])
    await activity.writing(async () => {})
    expect([activity.hasTyped, activity.hasUnsent]).toEqual([true, false])
    activity.navigated()
    expect([activity.hasTyped, activity.hasUnsent]).toEqual([false, false])
  })

  it('stays unsent when the write is refused', async () => {
    type('half an order')
    await expect(activity.writing(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(activity.hasUnsent).toBe(true)
  })

  it('counts from the first key of a word that is still being composed', () => {
    field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
    expect(activity.hasTyped).toBe(true)
  })

  it('counts in a field whose own listeners stop the event', () => {
    field.addEventListener('input', event => event.stopPropagation())
    type('kept')
    expect(activity.hasUnsent).toBe(true)
    expect(activity.typedFields.isAnyHeld()).toBe(true)
  })
})
