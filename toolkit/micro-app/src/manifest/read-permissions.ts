import { STANDARD_ROLES, type StandardRole } from '../app-permission.ts'
import type { JsonReader } from '../json/json-reader.ts'
import type { AppPermission, Manifest } from '../manifest.ts'
import { readLocalText } from './read-texts.ts'

const MAX_PERMISSIONS = 50
const MAX_NAME_LENGTH = 100
/** Below the app's name: `refund.write`. */
const BELOW = /^[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*){1,3}$/
/** Of what every tenant has, or the platform alone; no app gives rights to those. */
const PLATFORM_NAMESPACES = ['people', 'platform', 'tenant']

/** Of a manifest's `permissions`; nothing where that is absent. */
export function readPermissions(reader: JsonReader, app: string): Pick<Manifest, 'permissions'> {
  if (reader.isAbsent) return {}
  if (PLATFORM_NAMESPACES.includes(app))
    reader.fail(`nothing, for permissions below ${app}. are the platform's`)
  const permissions = reader.list(each => readPermission(each, app))
  if (permissions.length > MAX_PERMISSIONS) reader.fail(`at most ${MAX_PERMISSIONS} permissions`)
  const names = permissions.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) reader.fail(`one permission ${twice}`)
  return { permissions }
}

function readPermission(reader: JsonReader, app: string): AppPermission {
  const roles = reader.field('roles')
  return {
    name: readName(reader.field('name'), app),
    title: readLocalText(reader.field('title')),
    ...(roles.isAbsent ? {} : { roles: roles.list(readRole) }),
  }
}

/** Else an app could give itself the rights of another. */
function readName(reader: JsonReader, app: string): string {
  const name = reader.string()
  const isOwn = name.startsWith(`${app}.`) && BELOW.test(name) && name.length <= MAX_NAME_LENGTH
  return isOwn ? name : reader.fail(`a name below that of the app, such as ${app}.refund.write`)
}

function readRole(reader: JsonReader): StandardRole {
  const name = reader.string()
  const role = STANDARD_ROLES.find(known => known === name)
  return role ?? reader.fail(`one of ${STANDARD_ROLES.join(', ')}, not ${name}`)
}
