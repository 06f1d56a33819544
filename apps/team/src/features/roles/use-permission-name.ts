import { useMessages } from '@portico/shared-ui/react'
import { permissionMessages } from './roles.messages.ts'

/** A permission in words; its own name where it has none yet. */
export function usePermissionName(): (permission: string) => string {
  const names: Record<string, string> = useMessages(permissionMessages)
  return permission => {
    const [name = '', part] = permission.split(':')
    const words = names[name] ?? name
    return part ? `${words}: ${part}` : words
  }
}
