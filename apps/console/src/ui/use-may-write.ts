import { useShell } from '@portico/micro-app/react'

export function useMayWrite(): boolean {
  return useShell().session.can('platform.release.write')
}
