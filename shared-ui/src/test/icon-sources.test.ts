import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')

/** Every use of an icon of antd, and of its own clear button, in the pages of all React apps. */
function findUses(pattern: RegExp): string[] {
  return globSync(['apps/*/src/**/*.tsx', 'shared-ui/src/**/*.tsx'], { cwd: root }).flatMap(file =>
    Array.from(readFileSync(resolve(root, file), 'utf8').matchAll(pattern), ([use]) => `${file}: ${use}`),
  )
}

it('an icon is hidden or has a name of its own: antd would call it by its file, in English', () => {
  const icons = findUses(/<[A-Z]\w*(?:Outlined|Filled|TwoTone)\b[^>]*>/g)
  expect(icons.length).toBeGreaterThan(50)
  expect(icons.filter(use => !/ aria-(hidden|label)/.test(use))).toEqual([])
})

it('an input that can be emptied is the shared one, whose button has a name in the user’s language', () => {
  expect(findUses(/<(?:Input|Input\.\w+|AutoComplete)\s[^<]*?\ballowClear\b/g)).toEqual([
    'shared-ui/src/react/ClearableInput.tsx: <Input {...props} allowClear',
  ])
})
