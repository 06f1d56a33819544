import { isAppName, isOverlapping, PLATFORM_BASES } from '@portico/micro-app/manifest'
import { CreateError } from './create-error.ts'

export const TEMPLATES = ['react', 'vue', 'svelte', 'html'] as const
export type Template = (typeof TEMPLATES)[number]

/** As given on a command line. */
export interface CreateFlags {
  name?: string | undefined
  template?: string | undefined
  dir?: string | undefined
  base?: string | undefined
  titleZh?: string | undefined
  titleEn?: string | undefined
}

/** All that an app is made of. */
export interface CreateOptions {
  name: string
  template: Template
  /** Left out: a folder of the app's name; in the repository of the platform `apps/<name>`. */
  dir?: string
  base: string
  titleZh: string
  titleEn: string
}

/** One flag, as every command line that has it describes it. */
interface FlagText {
  flag: string
  value: string
  description: string
}

export const FLAG_TEXTS: readonly FlagText[] = [
  { flag: 'template', value: 'name', description: `what it is written with: ${TEMPLATES.join(', ')}` },
  { flag: 'dir', value: 'folder', description: 'where it is made (left out: a folder of its name)' },
  { flag: 'base', value: 'path', description: 'of its addresses in the product (left out: /<name>)' },
  { flag: 'title-zh', value: 'title', description: 'in the menu, in Chinese (left out: the English one)' },
  { flag: 'title-en', value: 'title', description: 'in the menu, in English (left out: made of the name)' },
]

/** Of the platform, or of a library that apps share. */
const RESERVED_NAMES = new Set(['shell', 'react', 'antd'])
const BASE = /^(?:\/[a-z\d]+(?:-[a-z\d]+)*)+$/
const MAX_NAME = 60
const MAX_TITLE = 60

/** What is wrong with the value of a flag, for people; null: nothing. */
export const faults = {
  name(name: string): string | null {
    if (!isAppName(name)) return 'is in kebab-case, such as stock-count'
    if (name.length > MAX_NAME) return `has at most ${MAX_NAME} characters`
    return RESERVED_NAMES.has(name) ? 'belongs to the platform' : null
  },
  template(template: string): string | null {
    return TEMPLATES.some(each => each === template) ? null : `is one of ${TEMPLATES.join(', ')}`
  },
  base(base: string): string | null {
    if (!BASE.test(base)) return 'is a path such as /stock'
    return PLATFORM_BASES.some(taken => isOverlapping(base, taken)) ? 'is an address of the platform' : null
  },
  title(title: string): string | null {
    // A control character would end the line of the file that the title stands in.
    if (/\p{Cc}/u.test(title) || title.trim() === '') return 'is a text of one line'
    return title.length > MAX_TITLE ? `has at most ${MAX_TITLE} characters` : null
  },
}

export function requireGood(flag: string, value: string, fault: string | null): void {
  if (fault !== null) throw new CreateError('CREATE_OPTION_INVALID', `${flag} ${fault}, not "${value}".`)
}

/** `stock-count` is called "Stock count" where no title says otherwise. */
export function titleOf(name: string): string {
  const words = name.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
