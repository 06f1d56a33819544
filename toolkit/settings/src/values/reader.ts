import { platformSettings } from '../tables/platform-settings.ts'
import type { ChoiceSetting, IntegerSetting, Setting } from '../tables/setting.ts'
import { TOOL_SETTINGS } from '../tables/tool-settings.ts'
import { choiceFault, SWITCH, urlFault, wholeFault } from './value-faults.ts'

export type Env = Readonly<Record<string, string | undefined>>

const all = { ...platformSettings, ...TOOL_SETTINGS }
type All = typeof all
type NameOf<Type extends Setting['type']> = {
  [Name in keyof All]: All[Name]['type'] extends Type ? Name : never
}[keyof All]

/** `null` where the default is. */
type NullOf<Default> = Default extends null ? null : never

export type IntegerName = NameOf<'integer'>
export type SwitchName = NameOf<'switch'>
export type ChoiceName = NameOf<'choice'>

/**
 * Reads settings by the tables beside this file, which alone know their defaults and limits: a name that no table has does
 * not compile. An empty text counts as not set. `fail` makes the error of the part that reads, from one line for a person.
 */
export class SettingReader {
  readonly #env: Env
  readonly #fail: (message: string) => Error

  constructor(env: Env, fail: (message: string) => Error) {
    this.#env = env
    this.#fail = fail
  }

  integer<Name extends IntegerName>(name: Name): All[Name]['default'] extends null ? number | null : number
  integer(name: IntegerName): number | null {
    const setting: IntegerSetting = all[name]
    const text = this.#text(name)
    return text === null ? this.#defaultOf(setting.default) : this.#whole(name, text, setting)
  }

  /** Null where it is not set and its table leaves that case to its reader. */
  switch<Name extends SwitchName>(name: Name): All[Name]['default'] extends null ? boolean | null : boolean
  switch(name: SwitchName): boolean | null {
    const text = this.#text(name) ?? all[name].default
    return text === null ? null : this.#oneOf(name, text, SWITCH) === 'on'
  }

  /** Null as of `switch`. */
  choice<Name extends ChoiceName>(name: Name): All[Name]['choices'][number] | NullOf<All[Name]['default']>
  choice(name: ChoiceName): string | null {
    const setting: ChoiceSetting = all[name]
    const text = this.#text(name) ?? this.#defaultOf(setting.default)
    return text === null ? null : this.#oneOf(name, text, setting.choices)
  }

  /** Empty where it is not set. */
  list(name: NameOf<'list'>): string[] {
    const items = (this.#text(name) ?? '').split(',').map(item => item.trim())
    return items.filter(item => item !== '')
  }

  /** A port named by more than one word, such as that of a service. */
  port(name: `${string}_PORT`, fallback: number): number {
    const text = this.#text(name)
    return text === null ? fallback : this.#whole(name, text, { min: 0, max: 65_535 })
  }

  /** Null where it is not set. The value is not repeated, for a URL may hold a password. */
  url(name: string, protocols: readonly string[]): string | null {
    const text = this.#text(name)
    if (text === null) return null
    this.#refuse(urlFault(name, text, protocols))
    return text
  }

  #text(name: string): string | null {
    return this.#env[name] || null
  }

  #whole(name: string, text: string, limits: { min: number; max: number }): number {
    this.#refuse(wholeFault(name, text, limits))
    return Number(text)
  }

  #oneOf(name: string, text: string, choices: readonly string[]): string {
    this.#refuse(choiceFault(name, text, choices))
    return text
  }

  #refuse(fault: string | null): void {
    if (fault !== null) throw this.#fail(fault)
  }

  #defaultOf<Value extends number | string | null>(
    value: Value | { production: Value; development: Value },
  ): Value {
    if (typeof value !== 'object' || value === null) return value
    return value[this.choice('PORTICO_ENV')]
  }
}
