import { useLocale } from '@portico/micro-app/react'
import { useMessages } from '@portico/shared-ui/react'
import type { TeamRolesQuery } from '../../graph/graph.generated.ts'
import { permissionMessages } from './roles.messages.ts'

type AddedPermissions = TeamRolesQuery['roles']['added']

/** A permission in words: the product's own, or those of the app that has `added` it; else its own name. */
export function usePermissionName(added: AddedPermissions = null): (permission: string) => string {
  const names: Record<string, string> = useMessages(permissionMessages)
  const locale = useLocale()
  return permission => {
    const [name = '', part] = permission.split(':')
    const title = added?.find(each => each.name === name)?.title
    const words = names[name] ?? (locale === 'en' ? title?.en : title?.zhCN) ?? name
    return part ? `${words}: ${part}` : words
  }
}
