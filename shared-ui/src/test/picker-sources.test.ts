import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')
const exclude = ['**/node_modules/**', '**/dist/**', '**/test/**']

/** Those of antd in which a person types and that choose by themselves; `SearchSelect` and `SuggestField` are the way. */
const TYPED_IN = ['AutoComplete', 'Cascader', 'Mentions', 'TimePicker', 'TreeSelect']
const SEARCH_PROPS = /\b(showSearch|onSearch|filterOption|optionFilterProp|mode="multiple")/
/** Shows only what was found for the text that is typed now, else marks it as not to be chosen. */
const VUE_PICKER = 'apps/inventory/src/features/movements/ProductSelect.vue'

function sources(pattern: string): { file: string; text: string }[] {
  return globSync(pattern, { cwd: root, exclude }).map(file => ({
    file,
    text: readFileSync(join(root, file), 'utf8'),
  }))
}

function antdNames(text: string): string[] {
  const imported = [...text.matchAll(/import \{([^}]*)\} from 'antd'/g)].map(([, names = '']) => names)
  return imported.flatMap(names => names.split(',')).map(name => name.replace(/ as .*/, '').trim())
}

const react = sources('{apps,shell}/**/*.tsx')
const vue = sources('apps/**/*.vue')

test('the walk finds the apps', () => {
  expect(react.length).toBeGreaterThan(100)
  expect(vue.map(({ file }) => file)).toContain(VUE_PICKER)
})

test('no app searches in a select, or takes offers, but by the shared pickers', () => {
  const own = react.filter(({ text }) => {
    const names = antdNames(text)
    return (
      names.some(name => TYPED_IN.includes(name)) || (names.includes('Select') && SEARCH_PROPS.test(text))
    )
  })
  expect(own.map(({ file }) => file)).toEqual([])
})

test('a day or month is chosen from its calendar, where nothing is typed', () => {
  const typed = react.filter(
    ({ text }) => antdNames(text).includes('DatePicker') && !/inputReadOnly/.test(text),
  )
  expect(typed.map(({ file }) => file)).toEqual([])
})

test('one picker of the Vue app is typed in', () => {
  const typed = vue.filter(({ text }) =>
    /<El(Autocomplete|Cascader|DatePicker|TreeSelect|Mention)|\bfilterable\b|\ballow-create\b/.test(text),
  )
  expect(typed.map(({ file }) => file)).toEqual([VUE_PICKER])
})
