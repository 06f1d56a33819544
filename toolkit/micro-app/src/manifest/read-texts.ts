import type { JsonReader } from '../json/json-reader.ts'
import type { LocalText } from '../manifest.ts'
import { APP_NAME } from './app-name.ts'

export function readTextField(reader: JsonReader): string {
  return reader.string()
}

export function readName(reader: JsonReader): string {
  return reader.string(APP_NAME, 'a name in kebab-case')
}

export function readLocalText(reader: JsonReader): LocalText {
  return { 'zh-CN': readTextField(reader.field('zh-CN')), en: readTextField(reader.field('en')) }
}

/** Stays below the artifact: neither absolute, nor a URL, nor a way up. */
export function readPath(reader: JsonReader): string {
  return reader.string(
    /^(?!.*(?:^|\/)\.\.?(?:\/|$))[\w@.~+-]+(?:\/[\w@.~+-]+)*$/,
    'a path below the artifact',
  )
}
