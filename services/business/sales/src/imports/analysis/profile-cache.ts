import type { ImportField } from '@portico/sales-contract'
import type { Dialect } from '../file/dialect.ts'
import { DateProfile, NumberProfile } from './column-profile.ts'
import { type FileProfile, isNumberField } from './profile.ts'

interface Known {
  key: string
  profile: FileProfile
}

/** Those a person is at; each holds the first thousand rows of its file. */
const MAX_FILES = 4
const MAX_CHARACTERS = 2 * 1024 * 1024

/** What the columns of files hold, so that a file is not read again for it when only what is said of it has changed. */
export class ProfileCache {
  #known: Known[] = []

  find(
    fileId: string,
    dialect: Dialect,
    wanted: (profile: FileProfile) => { field: ImportField; column: number }[],
  ): FileProfile | null {
    const key = keyOf(fileId, dialect)
    const found = this.#known.find(known => known.key === key)?.profile
    if (!found) return null
    const isEnough = wanted(found).every(({ field, column }) => covers(found, field, column))
    return isEnough ? found : null
  }

  keep(fileId: string, dialect: Dialect, profile: FileProfile) {
    const key = keyOf(fileId, dialect)
    this.#known = this.#known.filter(known => known.key !== key)
    if (profile.failure || charactersOf(profile) > MAX_CHARACTERS) return
    this.#known = [{ key, profile }, ...this.#known].slice(0, MAX_FILES)
  }
}

function keyOf(fileId: string, dialect: Dialect): string {
  return JSON.stringify([fileId, { ...dialect, trailingRows: 0 }])
}

function covers({ profiles }: FileProfile, field: ImportField, column: number): boolean {
  const profile = profiles.get(column)
  if (isNumberField(field)) return profile instanceof NumberProfile
  return field !== 'DATE' || profile instanceof DateProfile
}

function charactersOf({ body }: FileProfile): number {
  let characters = 0
  for (const { fields } of body) for (const field of fields) characters += field.length
  return characters
}
